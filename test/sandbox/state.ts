import type { Body } from './bodySchema';
import { Clock, type TimeSource } from './clock';
import type { OperationKey } from './contract';
import type { FaultRule } from './faults';
import { Ids } from './ids';
import { type Integration, seededIntegrations } from './integrations';
import { type Job, Jobs, type Outcome, type WriteInput } from './jobs';
import { defaultOptions, type SandboxOptions } from './options';
import { RateLimiter } from './rateLimiter';
import { createdRecordId, storeWrittenRecords } from './readAfterWrite';
import { Records } from './records';
import { type CountedRule, type Matchable, RuleQueue } from './ruleQueue';
import { seedRecords } from './seed';

/** One accepted write. `body` is what was accepted (unknown fields stripped where the request asked for that). */
export interface LedgerEntry extends OperationKey {
	jobId: string;
	account: string;
	method: string;
	path: string;
	integrationId: string;
	pathParams: Record<string, string>;
	body: Body;
	at: string;
}

/** One request the sandbox received. `status` is null when it got no response. */
export interface RequestEntry {
	at: string;
	method: string;
	/** Path with query, as sent. */
	path: string;
	headers: Record<string, string | string[] | undefined>;
	/** The parsed JSON body, the text of another one, or undefined. */
	body: unknown;
	status: number | null;
	/** The kind of the injected fault, if any. */
	fault: string | null;
}

/** The outcome of a write. `durationMs` null: PENDING until `finish`. */
export interface PlannedOutcome extends Outcome {
	durationMs?: number | null;
}

/** Decides the outcome of matching writes, in order; once unless `times` says otherwise. */
export interface Decision extends CountedRule {
	outcome: PlannedOutcome;
}

/** What a sandbox takes from outside; by default the machine's time and a random run. */
export interface StateSources {
	/** The middle part of generated ids. */
	run?: string;
	time?: TimeSource;
}

/** The state of a sandbox. */
export class State {
	readonly options: SandboxOptions;
	readonly clock: Clock;
	readonly ids: Ids;
	readonly integrations = new Map<string, Integration>();
	readonly records = new Records();
	readonly jobs: Jobs;
	readonly faults = new RuleQueue<FaultRule>();
	readonly decisions = new RuleQueue<Decision>();
	readonly ledger: LedgerEntry[] = [];
	readonly requests: RequestEntry[] = [];
	/** Called for every request before its response; see `Controls.beforeAnswer`. */
	listener: ((method: string) => void) | undefined;
	private limiters = new Map<string, RateLimiter>();
	private readonly initialOptions: SandboxOptions;

	/** `reset` returns to these options. */
	constructor(options: Partial<SandboxOptions> = {}, { run, time }: StateSources = {}) {
		this.clock = new Clock(time);
		this.initialOptions = { ...defaultOptions(), ...options };
		this.options = { ...this.initialOptions };
		this.ids = new Ids(run);
		this.jobs = new Jobs(this.clock, this.ids, (job, outcome) => this.onJobEnd(job, outcome));
		this.reset();
	}

	/** Changes options from now on; jobs already accepted keep their duration. */
	setOptions(patch: Partial<SandboxOptions>): void {
		Object.assign(this.options, patch);
		this.clock.skewMs = this.options.clockSkewMs;
	}

	/** The rate limiter of an account. */
	limiter(account: string): RateLimiter {
		let limiter = this.limiters.get(account);
		if (!limiter) this.limiters.set(account, (limiter = new RateLimiter()));
		return limiter;
	}

	/** Starts the job of a write, with the outcome decided for its request, else that of the options. */
	startJob(write: WriteInput, request: Matchable, retryOf: string | null = null): Job {
		const { defaultOutcome, jobDurationMs } = this.options;
		const outcome: PlannedOutcome = this.decisions.take(request)?.outcome ?? {
			status: defaultOutcome,
		};
		const duration = outcome.durationMs === undefined ? jobDurationMs : outcome.durationMs;
		return this.jobs.start(write, outcome, duration, retryOf);
	}

	/** Returns to the state and options at the start; only ids are not reused. */
	reset(): void {
		this.setOptions({ ...this.initialOptions });
		this.jobs.clear();
		this.faults.clear();
		this.decisions.clear();
		this.ledger.length = 0;
		this.requests.length = 0;
		this.listener = undefined;
		this.limiters = new Map();
		this.integrations.clear();
		for (const integration of seededIntegrations())
			this.integrations.set(integration.id, integration);
		this.records.clear();
		seedRecords(this.records, this.integrations.values());
	}

	private onJobEnd(job: Job, outcome: Outcome): string | null {
		if (outcome.status === 'FAILURE') return null;
		const id = createdRecordId(job, this.ids);
		const integration = this.integrations.get(job.integrationId);
		if (this.options.readAfterWrite && integration) {
			storeWrittenRecords({
				job,
				id: outcome.createdRecordId ?? id,
				integration,
				records: this.records,
				ids: this.ids,
			});
		}
		return id;
	}
}
