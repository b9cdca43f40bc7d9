import type { Client } from '../transport/client';
import type { HttpOutcome } from '../transport/http';
import { encodeSegment } from '../transport/pathSegment';
import type { LogRow } from '../transport/writeLog';
import { isTerminal, readWriteStatus, type WriteStatus } from '../transport/writeStatus';
import { eventOf, type JobEvent } from './events';

/** What could be learnt of a job: its event, the event it would be if it were stalled, or why nothing was learnt. */
export type JobState =
	| { readonly kind: 'event'; readonly event: JobEvent }
	| { readonly kind: 'open'; readonly event: JobEvent }
	| { readonly kind: 'failed'; readonly delivery: HttpOutcome };

/** Whether Propexo says that it knows no such job. */
export const isJobNotFound = (delivery: HttpOutcome): boolean =>
	delivery.kind === 'answer' && (delivery.status === 404 || delivery.status === 400);

/** Propexo says that there is nothing to be had; anything else that is no answer may be better next time. */
const isUnavailableForever = (delivery: HttpOutcome): boolean =>
	delivery.kind === 'answer' && [400, 403, 404, 405].includes(delivery.status);

/** The root of a job, nothing where there is no other than the job itself, or why it is not known yet. */
type Root = { readonly root: string | undefined } | { readonly delivery: HttpOutcome };

/** The job a log entry belongs to in the end: the documentation leaves open whether the log lists that one. */
async function rootOf(client: Client, { job_log_id: logId, job_id: jobId }: LogRow): Promise<Root> {
	if (!logId) return { root: undefined };
	const delivery = await client.read(`/v1/admin/job-logs/${encodeSegment(logId)}/`);
	if (isUnavailableForever(delivery)) return { root: undefined };
	if (delivery.kind !== 'answer' || delivery.status !== 200) return { delivery };
	const { results } = (delivery.body ?? {}) as { results?: { root_job_id?: unknown } | null };
	if (!results) return { delivery };
	const { root_job_id: root } = results;
	return { root: typeof root === 'string' && root !== jobId ? root : undefined };
}

const toJobState = (jobId: string, status: WriteStatus, row?: LogRow): JobState => ({
	kind: isTerminal(status) ? 'event' : 'open',
	event: eventOf(jobId, status, row),
});

/** Where write-status does not know the job at all, the log's own word has to do. */
const stateFromLog = (row: LogRow): JobState =>
	toJobState(
		row.job_id,
		{ write_status: row.status, errors: row.error ? [row.error] : [], created_record_id: null },
		row,
	);

/** The event of a named job that Propexo does not know, once that has lasted. */
export const notFoundEvent = (jobId: string): JobEvent =>
	eventOf(jobId, {
		write_status: 'UNKNOWN',
		errors: ['Propexo knows no write job with this id'],
		created_record_id: null,
	});

/** Asks for the state of a job that a person named. */
export async function fetchJobState(client: Client, jobId: string): Promise<JobState> {
	const result = await readWriteStatus(client, jobId);
	return 'status' in result
		? toJobState(jobId, result.status)
		: { kind: 'failed', delivery: result.delivery };
}

/**
 * Asks for the state of a job that the write log lists: the log finds jobs, write-status is
 * the truth about them.
 */
export async function fetchRowState(client: Client, row: LogRow): Promise<JobState> {
	const result = await readWriteStatus(client, row.job_id);
	if ('status' in result) return toJobState(row.job_id, result.status, row);
	if (!isJobNotFound(result.delivery)) return { kind: 'failed', delivery: result.delivery };
	const found = await rootOf(client, row);
	if ('delivery' in found) return { kind: 'failed', delivery: found.delivery };
	if (found.root === undefined) return stateFromLog(row);
	const again = await readWriteStatus(client, found.root);
	if ('status' in again) return toJobState(found.root, again.status, row);
	return isJobNotFound(again.delivery)
		? stateFromLog(row)
		: { kind: 'failed', delivery: again.delivery };
}
