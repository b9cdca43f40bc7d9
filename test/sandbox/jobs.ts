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

/** The write that a job carries out. */
export interface WriteInput extends OperationKey {
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
export interface Job extends WriteInput {
	id: string;
	retryOf: string | null;
	createdAt: number;
	finishedAt: number | null;
	status: WriteStatus;
	errors: string[];
	createdRecordId: string | null;
	logs: LogRecord[];
}

interface ScheduledEnd {
	outcome: Outcome;
	/** Milliseconds of the time source, so that a skewed clock does not end jobs. */
	dueAt: number;
	finishedAt: number;
}

/** Called when a job ends; returns the id of the record it created, or null. */
export type OnFinish = (job: Job, outcome: Outcome) => string | null;

/**
 * All write jobs. A job is PENDING for its duration, then as its outcome says; it ends lazily, when it is next read, so
 * that no timer runs. https://docs.propexo.com/api-reference/configuration-ap-is/admin/check-the-status-of-a-write-operation
 */
export class Jobs {
	private readonly jobs = new Map<string, Job>();
	private readonly scheduled = new Map<string, ScheduledEnd>();

	constructor(
		private readonly clock: Clock,
		private readonly ids: Ids,
		private readonly onFinish: OnFinish,
	) {}

	/** Starts a job with this outcome after `durationMs`, or only through `finish` when that is null. */
	start(
		write: WriteInput,
		outcome: Outcome,
		durationMs: number | null,
		retryOf: string | null = null,
	): Job {
		const job = this.add(write, { createdAt: this.clock.now(), retryOf });
		if (durationMs !== null) {
			const end = {
				outcome,
				dueAt: this.clock.source.now() + durationMs,
				finishedAt: job.createdAt + durationMs,
			};
			this.scheduled.set(job.id, end);
		}
		return job;
	}

	/** Adds a PENDING job without a scheduled end. Throws an Error when the id is taken. */
	add(
		write: WriteInput,
		details: { id?: string; createdAt: number; retryOf?: string | null },
	): Job {
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
	 * Ends a job at `at` (sandbox milliseconds, default now), even one that has ended before.
	 * Throws an Error for an unknown id.
	 */
	finish(id: string, outcome: Outcome, at: number = this.clock.now()): Job {
		const job = this.jobs.get(id);
		if (!job) throw new Error(`There is no job ${id}`);
		this.scheduled.delete(id);
		job.finishedAt = at;
		job.status = outcome.status;
		job.errors = outcome.errors ?? defaultErrors(outcome.status);
		const createdId = this.onFinish(job, outcome);
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

	/** Ends every job whose duration is over, in the order in which they were due. */
	finishDue(): void {
		const now = this.clock.source.now();
		const due = [...this.scheduled].filter(([, end]) => end.dueAt <= now);
		due.sort(([, a], [, b]) => a.dueAt - b.dueAt);
		for (const [id, end] of due) this.finish(id, end.outcome, end.finishedAt);
	}

	/** The job with that id. */
	get(id: string): Job | undefined {
		this.finishDue();
		return this.jobs.get(id);
	}

	/** All jobs, oldest first. */
	all(): Job[] {
		this.finishDue();
		return [...this.jobs.values()];
	}

	/** Removes every job. */
	clear(): void {
		this.jobs.clear();
		this.scheduled.clear();
	}
}

function defaultErrors(status: FinalStatus): string[] {
	if (status === 'SUCCESS') return [];
	const text =
		status === 'FAILURE' ? 'The accounting period is closed' : 'The attachment was rejected';
	return [JSON.stringify({ message: text, code: 'PMS_REJECTED' })];
}

/** A job with its times as ISO date-times, for the control routes. */
export function jobView(
	job: Job,
): Omit<Job, 'createdAt' | 'finishedAt'> & { createdAt: string; finishedAt: string | null } {
	return {
		...job,
		createdAt: iso(job.createdAt),
		finishedAt: job.finishedAt === null ? null : iso(job.finishedAt),
	};
}
