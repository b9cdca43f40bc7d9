import type { Client } from '../transport/client';
import { type HttpOutcome, isOk } from '../transport/httpOutcome';
import { encodeSegment } from '../transport/pathSegment';
import type { LogRow } from '../transport/writeLog';
import { isTerminal, readWriteStatus, type WriteStatus } from '../transport/writeStatus';
import { err, ok, type Result } from '../utils/result';
import { eventOf, type JobEvent } from './events';

/** What is known about a job: its event, or for an unfinished one the event it would be if stalled. */
export interface JobState {
	readonly isFinished: boolean;
	readonly event: JobEvent;
}

/** Whether Propexo says that there is no such job. */
export const isJobNotFound = (outcome: HttpOutcome): boolean =>
	outcome.kind === 'response' && [400, 404].includes(outcome.status);

/** Propexo won't answer this; any other failure may pass. */
const isUnavailableForever = (outcome: HttpOutcome): boolean =>
	outcome.kind === 'response' && [400, 403, 404, 405].includes(outcome.status);

/**
 * The root job of a log entry, undefined where that is the entry's own job: the documentation
 * leaves open which of them the log lists.
 */
async function fetchRootJobId(
	client: Client,
	{ job_log_id: logId, job_id: jobId }: LogRow,
): Promise<Result<string | undefined, HttpOutcome>> {
	if (!logId) return ok(undefined);
	const outcome = await client.read(`/v1/admin/job-logs/${encodeSegment(logId)}/`);
	if (isUnavailableForever(outcome)) return ok(undefined);
	if (!isOk(outcome)) return err(outcome);
	const { results } = (outcome.body ?? {}) as { results?: { root_job_id?: unknown } | null };
	if (!results) return err(outcome);
	const { root_job_id: root } = results;
	return ok(typeof root === 'string' && root !== jobId ? root : undefined);
}

const toJobState = (jobId: string, status: WriteStatus, row?: LogRow): JobState => ({
	isFinished: isTerminal(status),
	event: eventOf(jobId, status, row),
});

/** The log's own word, where write-status doesn't know the job at all. */
const stateFromLog = (row: LogRow): JobState => {
	const errors = row.error ? [row.error] : [];
	const status = { write_status: row.status, errors, created_record_id: null };
	return toJobState(row.job_id, status, row);
};

/** What the event of a job says that Propexo doesn't know. */
export const JOB_NOT_FOUND = "Propexo couldn't find a write job with this ID";

/** The event of a listed job that Propexo doesn't know, once that has lasted. */
export const notFoundEvent = (jobId: string): JobEvent =>
	eventOf(jobId, { write_status: 'UNKNOWN', errors: [JOB_NOT_FOUND], created_record_id: null });

/** The state of a job that the user listed. */
export async function fetchJobState(
	client: Client,
	jobId: string,
): Promise<Result<JobState, HttpOutcome>> {
	const status = await readWriteStatus(client, jobId);
	return status.ok ? ok(toJobState(jobId, status.value)) : status;
}

/** The state of a job in the write log: the log finds jobs, write-status has the truth about them. */
export async function fetchRowState(
	client: Client,
	row: LogRow,
): Promise<Result<JobState, HttpOutcome>> {
	const status = await readWriteStatus(client, row.job_id);
	if (status.ok) return ok(toJobState(row.job_id, status.value, row));
	if (!isJobNotFound(status.error)) return status;
	const root = await fetchRootJobId(client, row);
	if (!root.ok) return root;
	if (root.value === undefined) return ok(stateFromLog(row));
	const rootStatus = await readWriteStatus(client, root.value);
	if (rootStatus.ok) return ok(toJobState(root.value, rootStatus.value, row));
	return isJobNotFound(rootStatus.error) ? ok(stateFromLog(row)) : rootStatus;
}
