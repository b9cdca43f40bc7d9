import type { LogRow } from '../transport/writeLog';
import { isTerminal, type WriteStatus } from '../transport/writeStatus';

/** What can happen to a write job. */
export type EventName = 'success' | 'partialSuccess' | 'failure' | 'stalled';

/** The event for each final state of a job; a job in any other state can only be stalled. */
const EVENT_OF: Readonly<Record<string, EventName>> = {
	SUCCESS: 'success',
	PARTIAL_SUCCESS: 'partialSuccess',
	FAILURE: 'failure',
};

/** What the trigger emits for a finished or stalled job. */
export interface JobEvent {
	readonly event: EventName;
	readonly job_id: string;
	readonly write_status: string;
	readonly created_record_id: string | null;
	readonly errors: readonly string[];
	readonly integration_id: string | null;
	readonly pms: string | null;
	readonly job_type: string | null;
	readonly job_log_id: string | null;
	readonly finished_at: string | null;
	/** The same for every repeat of the same event. */
	readonly deduplication_key: string;
}

/** The event for a job's state; `stalled` for one that is not final. */
export function eventOf(jobId: string, status: WriteStatus, row?: LogRow): JobEvent {
	return {
		event: EVENT_OF[status.write_status] ?? 'stalled',
		job_id: jobId,
		...status,
		integration_id: row?.integration_id ?? null,
		pms: row?.vendor?.toLowerCase() ?? null,
		job_type: row?.job_type ?? null,
		job_log_id: row?.job_log_id ?? null,
		finished_at: isTerminal(status) ? (row?.created_at ?? null) : null,
		deduplication_key: `${jobId}:${status.write_status}`,
	};
}
