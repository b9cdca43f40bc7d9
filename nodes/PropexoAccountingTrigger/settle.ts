import type { Client } from '../shared/client';
import type { Delivery } from '../shared/transport';
import { isFinal, readWriteStatus, type WriteStatus } from '../shared/writeJob';
import type { LogRow } from '../shared/writeLog';
import { eventOf, type JobEvent } from './events';

/** What could be learnt of a job: its event, the event it would be if it were stalled, or why nothing was learnt. */
export type Settled =
	| { readonly kind: 'event'; readonly event: JobEvent }
	| { readonly kind: 'open'; readonly event: JobEvent }
	| { readonly kind: 'failed'; readonly delivery: Delivery };

const isUnknownJob = (delivery: Delivery): boolean =>
	delivery.kind === 'answer' && (delivery.status === 404 || delivery.status === 400);

/** The job a log entry belongs to in the end: the documentation leaves open whether the log lists that one. */
async function rootOf(client: Client, { job_log_id: logId, job_id: jobId }: LogRow): Promise<string | undefined> {
	if (!logId) return undefined;
	const delivery = await client.read(`/v1/admin/job-logs/${encodeURIComponent(logId)}/`);
	if (delivery.kind !== 'answer' || delivery.status !== 200) return undefined;
	const { root_job_id: root } = (delivery.body as { results?: { root_job_id?: unknown } }).results ?? {};
	return typeof root === 'string' && root !== jobId ? root : undefined;
}

const settled = (jobId: string, status: WriteStatus, row?: LogRow): Settled => ({
	kind: isFinal(status) ? 'event' : 'open',
	event: eventOf(jobId, status, row),
});

/** Where write-status does not know the job at all, the log's own word has to do. */
const byTheLog = (row: LogRow): Settled =>
	settled(
		row.job_id,
		{ write_status: row.status, errors: row.error ? [row.error] : [], created_record_id: null },
		row,
	);

/**
 * Asks for the state of a job that a person named.
 * @param client Propexo
 * @param jobId the job
 */
export async function settleJob(client: Client, jobId: string): Promise<Settled> {
	const result = await readWriteStatus(client, jobId);
	return 'status' in result ? settled(jobId, result.status) : { kind: 'failed', delivery: result.delivery };
}

/**
 * Asks for the state of a job that the write log lists: the log finds jobs, write-status is
 * the truth about them.
 * @param client Propexo
 * @param row the job's row in the log
 */
export async function settleRow(client: Client, row: LogRow): Promise<Settled> {
	const result = await readWriteStatus(client, row.job_id);
	if ('status' in result) return settled(row.job_id, result.status, row);
	if (!isUnknownJob(result.delivery)) return { kind: 'failed', delivery: result.delivery };
	const root = await rootOf(client, row);
	const again = root === undefined ? undefined : await readWriteStatus(client, root);
	return root !== undefined && again && 'status' in again ? settled(root, again.status, row) : byTheLog(row);
}
