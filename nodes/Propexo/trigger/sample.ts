import type { Client } from '../transport/client';
import type { HttpOutcome } from '../transport/http';
import { readLogPage } from '../transport/writeLog';
import { type EventName, eventOf, type JobEvent } from './events';
import { fetchJobState, fetchRowState,type JobState } from './jobStatus';
import { timeOf } from './state';

/** How many finished jobs a sample looks at to find one of the wanted outcomes. */
const SAMPLE_SIZE = 5;

const STATUS_OF: Readonly<Record<EventName, string>> = {
	success: 'SUCCESS',
	partialSuccess: 'PARTIAL_SUCCESS',
	failure: 'FAILURE',
	stalled: 'PENDING',
};

/** What an event looks like, for an account in which no job has finished yet. */
const syntheticEvent = (event: EventName): JobEvent =>
	eventOf(
		'sample-job-id',
		{
			write_status: STATUS_OF[event],
			errors:
				event === 'partialSuccess' || event === 'failure'
					? ['This is a sample: what the PMS says stands here']
					: [],
			created_record_id: event.endsWith('uccess') ? 'sample-record-id' : null,
		},
		{
			id: 'sample-log-row-id',
			created_at: '2026-01-15T09:30:00.000Z',
			job_id: 'sample-job-id',
			job_log_id: 'sample-job-log-id',
			status: STATUS_OF[event],
			integration_id: 'sample-integration-id',
			job_type: 'CREATE_INVOICE',
			error: null,
			vendor: 'BUILDIUM',
		},
	);

/** Real events, or why there can be none. */
export type SampleResult =
	{ readonly events: readonly JobEvent[] } | { readonly delivery: HttpOutcome };

const eventsOf = (settled: readonly JobState[]): JobEvent[] =>
	settled.flatMap((one) => (one.kind === 'event' ? [one.event] : []));

async function fetchRecent(
	client: Client,
	jobIds: readonly string[] | undefined,
): Promise<SampleResult> {
	if (jobIds) {
		const settled = await Promise.all(
			jobIds.slice(0, SAMPLE_SIZE).map(async (jobId) => await fetchJobState(client, jobId)),
		);
		const failed = settled.find((one) => one.kind === 'failed');
		return failed ? { delivery: failed.delivery } : { events: eventsOf(settled) };
	}
	const result = await readLogPage(client, { time_range: 'month' });
	if ('delivery' in result) return result;
	const newest = [...result.page.rows].sort((a, b) => timeOf(b) - timeOf(a)).slice(0, SAMPLE_SIZE);
	return {
		events: eventsOf(
			await Promise.all(newest.map(async (row) => await fetchRowState(client, row))),
		),
	};
}

/**
 * An event to build a workflow with: a real one of late where there is one, else a made-up one.
 * @returns one event, or the delivery for which Propexo could not be asked
 */
export async function sampleEvents(
	client: Client,
	wanted: readonly EventName[],
	jobIds?: readonly string[],
): Promise<SampleResult> {
	const result = await fetchRecent(client, jobIds);
	if ('delivery' in result) return result;
	const events = result.events.filter(({ event }) => wanted.includes(event));
	return { events: events.length ? events.slice(0, 1) : [syntheticEvent(wanted[0] ?? 'success')] };
}
