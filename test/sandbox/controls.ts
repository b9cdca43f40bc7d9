import { z } from 'zod/v3';

import { writeOperation } from './contract';
import { faultRule, type FaultRuleInput } from './faults';
import type { Job, LogRecord } from './jobs';
import { DEFAULT_ACCOUNT, finalStatus, type SandboxOptions, sandboxOptions } from './options';
import { requestMatch } from './ruleQueue';
import { seedMore } from './seed';
import type { LedgerEntry, RequestEntry, State } from './state';

/** A point in time: an ISO date-time or milliseconds since 1970; read as milliseconds. */
const time = z.union([
	z.number(),
	z
		.string()
		.datetime({ offset: true })
		.transform((text) => Date.parse(text)),
]);

const details = {
	errors: z.array(z.string()).optional(),
	createdRecordId: z.string().nullable().optional(),
};

/** How a job ends: a status, or one with errors and the id of the created record. */
const outcome = z.union([
	finalStatus.transform((status) => ({ status })),
	z.object({ status: finalStatus, ...details }).strict(),
]);

/** The outcome of matching writes; see `decide`. */
export const decisionInput = z
	.object({
		match: requestMatch.optional(),
		/** `durationMs` null, or the status PENDING: pending until `finish`. */
		outcome: z.union([
			z
				.literal('PENDING')
				.transform(() => ({ status: finalStatus.enum.SUCCESS, durationMs: null })),
			finalStatus.transform((status) => ({ status })),
			z
				.object({
					status: finalStatus,
					...details,
					durationMs: z.number().min(0).nullable().optional(),
				})
				.strict(),
		]),
		times: z.number().int().positive().nullable().optional(),
		after: z.number().int().min(0).optional(),
	})
	.strict();

/** The end of a job; see `finish`. */
export const finishInput = z.object({ jobId: z.string(), outcome, at: time.optional() }).strict();

/** A job without a request; see `addJob`. */
export const newJob = z
	.object({
		id: z.string().optional(),
		account: z.string().default(DEFAULT_ACCOUNT),
		/** Default: the first seeded integration of the operation's PMS. */
		integrationId: z.string().optional(),
		operation: z.string().default('invoice.create.buildium'),
		body: z.record(z.unknown()).default({}),
		status: z.union([z.literal('PENDING'), finalStatus]).default('SUCCESS'),
		...details,
		/** Default: now. */
		createdAt: time.optional(),
		/** Default: when it was created. */
		finishedAt: time.optional(),
	})
	.strict();

/** Another attempt in a job's log; what is not given is taken from the job, the time is now. */
export const newLogEntry = z
	.object({
		createdAt: time.optional(),
		status: finalStatus.optional(),
		error: z.string().nullable().optional(),
	})
	.strict();

/** The controls of a sandbox, for tests and the control routes. All methods throw a ZodError for invalid arguments. */
export class Controls {
	constructor(protected readonly state: State) {}

	/** The options as they are now. */
	get options(): Readonly<SandboxOptions> {
		return this.state.options;
	}

	/** Every request received, oldest first; those to control routes are left out. */
	get requests(): readonly RequestEntry[] {
		return this.state.requests;
	}

	/** Every accepted write, oldest first. */
	get ledger(): readonly LedgerEntry[] {
		return this.state.ledger;
	}

	/** Every job, oldest first. */
	get jobs(): readonly Job[] {
		return this.state.jobs.all();
	}

	/** The job with that id. Throws an Error when there is none. */
	job(id: string): Job {
		const job = this.state.jobs.get(id);
		if (!job) throw new Error(`There is no job ${id}`);
		return job;
	}

	/** The sandbox's time in milliseconds since 1970. */
	now(): number {
		return this.state.clock.now();
	}

	/** Changes options from now on; jobs already accepted keep their duration. */
	setOptions(patch: Partial<SandboxOptions>): void {
		this.state.setOptions(sandboxOptions.partial().strict().parse(patch));
	}

	/** Injects a fault into the next matching request, or into as many as the rule says. */
	inject(rule: FaultRuleInput): void {
		this.state.faults.add(faultRule.parse(rule));
	}

	/** Calls a function with the method of every request before its response, so that data can change between two pages. */
	beforeAnswer(listener: ((method: string) => void) | undefined): void {
		this.state.listener = listener;
	}

	/** The faults that are still pending. */
	get faults(): readonly FaultRuleInput[] {
		return this.state.faults.pending();
	}

	/** Removes all pending faults. */
	clearFaults(): void {
		this.state.faults.clear();
	}

	/** Decides the outcome of the next matching write, or of as many as it says. */
	decide(decision: z.input<typeof decisionInput>): void {
		this.state.decisions.add(decisionInput.parse(decision));
	}

	/** Ends a job, now or at a given time, even one that has ended before. Throws an Error for an unknown id. */
	finish(jobId: string, how: z.input<typeof outcome>, { at }: { at?: string | number } = {}): Job {
		const input = finishInput.parse({ jobId, outcome: how, at });
		return this.state.jobs.finish(input.jobId, input.outcome, input.at);
	}

	/** Creates a job without a request. Throws an Error for an unknown operation or integration, or a taken id. */
	addJob(job: z.input<typeof newJob> = {}): Job {
		const { id, account, body, status, errors, createdRecordId, ...input } = newJob.parse(job);
		const { resource, operation, pms } = writeOperation(input.operation);
		const integrationId = input.integrationId ?? `intg-${pms.replaceAll('_', '-')}-1`;
		this.requireIntegration(integrationId);
		const createdAt = input.createdAt ?? this.now();
		const write = { account, resource, operation, pms, integrationId, body, pathParams: {} };
		const added = this.state.jobs.add(write, { id, createdAt });
		if (status === 'PENDING') return added;
		return this.state.jobs.finish(
			added.id,
			{ status, errors, createdRecordId },
			input.finishedAt ?? createdAt,
		);
	}

	/** Adds a record to the log of a job. Throws an Error for an unknown id. */
	addLogEntry(jobId: string, entry: z.input<typeof newLogEntry> = {}): LogRecord {
		const { createdAt = this.now(), ...rest } = newLogEntry.parse(entry);
		return this.state.jobs.log(this.job(jobId), { ...rest, createdAt });
	}

	/** Adds `count` generated records of a model and returns their ids. Throws an Error for an unknown model or integration. */
	seed(model: string, count: number, integrationId: string): string[] {
		return seedMore(this.state.records, model, count, this.requireIntegration(integrationId));
	}

	/** How many records each model holds. */
	recordCounts(): Record<string, number> {
		return this.state.records.counts();
	}

	/** Returns to the state and options at the start. Ids are not reused. */
	reset(): void {
		this.state.reset();
	}

	private requireIntegration(id: string) {
		const integration = this.state.integrations.get(id);
		if (!integration) throw new Error(`There is no integration ${id}`);
		return integration;
	}
}
