import type { Body } from './bodySchema';
import { type Clock, iso } from './clock';
import type { OperationKey } from './contract';
import type { Ids } from './ids';
import type { FinalStatus, WriteStatus } from './options';

/** How a job ends. Errors are strings, from a PMS often JSON in a string. */
export interface Outcome {
	status: FinalStatus;
	errors?: string[];
	/** Overrides what the contract says about the id; null: no id. */
	createdRecordId?: string | null;
}

/** A write as a job keeps it. */
export interface Write extends OperationKey {
	account: string;
	integrationId: string;
	body: Body;
	pathParams: Record<string, string>;
}

/** One attempt in the log of a job; `createdAt` in milliseconds of the sandbox's clock. */
export interface LogRecord {
	id: string;
	jobLogId: string;
	createdAt: number;
	status: FinalStatus;
	error: string | null;
}

/** A write job; times in milliseconds of the sandbox's clock. */
export interface Job extends Write {
	id: string;
	retryOf: string | null;
	createdAt: number;
	finishedAt: number | null;
	status: WriteStatus;
	errors: string[];
	createdRecordId: string | null;
	logs: LogRecord[];
}

interface Plan {
	outcome: Outcome;
	/** Milliseconds of the time source, so that a skewed clock does not end jobs. */
	dueAt: number;
	finishedAt: number;
}

/** What is called when a job ends; gives the id of the record it created, or null. */
export type OnEnd = (job: Job, outcome: Outcome) => string | null;

/**
 * All write jobs. A job is PENDING until its time is over, then as its outcome says; the time is looked at on request,
 * so no timer runs. https://docs.propexo.com/api-reference/configuration-ap-is/admin/check-the-status-of-a-write-operation
 */
export class Jobs {
	private readonly jobs = new Map<string, Job>();
	private readonly plans = new Map<string, Plan>();

	constructor(
		private readonly clock: Clock,
		private readonly ids: Ids,
		private readonly onEnd: OnEnd,
	) {}

	/** Starts a job that ends as `outcome` after `durationMs`, or only by `finish` when that is null. */
	start(
		write: Write,
		outcome: Outcome,
		durationMs: number | null,
		retryOf: string | null = null,
	): Job {
		const job = this.add(write, { createdAt: this.clock.now(), retryOf });
		if (durationMs !== null) {
			const plan = {
				outcome,
				dueAt: this.clock.source.now() + durationMs,
				finishedAt: job.createdAt + durationMs,
			};
			this.plans.set(job.id, plan);
		}
		return job;
	}

	/** Adds a PENDING job without a plan. Throws an Error when the id is taken. */
	add(write: Write, details: { id?: string; createdAt: number; retryOf?: string | null }): Job {
		const id = details.id ?? this.ids.next('job');
		if (this.jobs.has(id)) throw new Error(`There is already a job ${id}`);
		const job: Job = {
			...write,
			id,
			retryOf: details.retryOf ?? null,
			createdAt: details.createdAt,
			finishedAt: null,
			status: 'PENDING',
			errors: [],
			createdRecordId: null,
			logs: [],
		};
		this.jobs.set(id, job);
		return job;
	}

	/**
	 * Ends a job at `at` (sandbox milliseconds, default now), also one that had ended otherwise before.
	 * Throws an Error for an unknown id.
	 */
	finish(id: string, outcome: Outcome, at: number = this.clock.now()): Job {
		const job = this.jobs.get(id);
		if (!job) throw new Error(`There is no job ${id}`);
		this.plans.delete(id);
		job.finishedAt = at;
		job.status = outcome.status;
		job.errors = outcome.errors ?? defaultErrors(outcome.status);
		const createdId = this.onEnd(job, outcome);
		job.createdRecordId =
			outcome.createdRecordId === undefined ? createdId : outcome.createdRecordId;
		this.log(job, { createdAt: at });
		return job;
	}

	/** Adds a record to a job's log; what is not given is taken from the job. */
	log(
		job: Job,
		entry: { createdAt: number; status?: FinalStatus; error?: string | null },
	): LogRecord {
		const status = entry.status ?? (job.status === 'PENDING' ? 'SUCCESS' : job.status);
		const error = entry.error === undefined ? (job.errors[0] ?? null) : entry.error;
		const record: LogRecord = {
			id: this.ids.next('log'),
			jobLogId: this.ids.next('joblog'),
			createdAt: entry.createdAt,
			status,
			error,
		};
		job.logs.push(record);
		return record;
	}

	/** Ends every job whose time is over, in the order of their ends. */
	settle(): void {
		const now = this.clock.source.now();
		const due = [...this.plans].filter(([, plan]) => plan.dueAt <= now);
		due.sort(([, a], [, b]) => a.dueAt - b.dueAt);
		for (const [id, plan] of due) this.finish(id, plan.outcome, plan.finishedAt);
	}

	/** The job with that id as it stands now. */
	get(id: string): Job | undefined {
		this.settle();
		return this.jobs.get(id);
	}

	/** All jobs as they stand now, oldest first. */
	all(): Job[] {
		this.settle();
		return [...this.jobs.values()];
	}

	/** Forgets every job. */
	clear(): void {
		this.jobs.clear();
		this.plans.clear();
	}
}

function defaultErrors(status: FinalStatus): string[] {
	if (status === 'SUCCESS') return [];
	const text =
		status === 'FAILURE' ? 'The accounting period is closed' : 'The attachment was rejected';
	return [JSON.stringify({ message: text, code: 'PMS_REJECTED' })];
}

/** A job with its times as ISO date-times, as the control routes show it. */
export function jobView(
	job: Job,
): Omit<Job, 'createdAt' | 'finishedAt'> & { createdAt: string; finishedAt: string | null } {
	return {
		...job,
		createdAt: iso(job.createdAt),
		finishedAt: job.finishedAt === null ? null : iso(job.finishedAt),
	};
}
