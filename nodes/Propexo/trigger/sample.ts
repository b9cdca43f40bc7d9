import type { Client } from '../transport/client';
import type { HttpOutcome } from '../transport/httpOutcome';
import { readLogPage } from '../transport/writeLog';
import { ok, type Result } from '../utils/result';
import { type EventName, eventOf, type JobEvent } from './events';
import { fetchJobState, fetchRowState, type JobState } from './jobStatus';
import { timeOf } from './state';

/** Finished jobs to look at for one of the wanted outcomes. */
const SAMPLE_SIZE = 5;

const STATUS_OF: Readonly<Record<EventName, string>> = {
	success: 'SUCCESS',
	partialSuccess: 'PARTIAL_SUCCESS',
	failure: 'FAILURE',
	stalled: 'PENDING',
};

const HAS_ERRORS: readonly EventName[] = ['partialSuccess', 'failure'];
const HAS_RECORD: readonly EventName[] = ['partialSuccess', 'success'];

/** What an event looks like, for an account without a finished job. */
const syntheticEvent = (event: EventName): JobEvent =>
	eventOf(
		'sample-job-id',
		{
			write_status: STATUS_OF[event],
			errors: HAS_ERRORS.includes(event) ? ["Sample: the PMS's error message"] : [],
			created_record_id: HAS_RECORD.includes(event) ? 'sample-record-id' : null,
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

const finishedEvents = (states: ReadonlyArray<Result<JobState, HttpOutcome>>): JobEvent[] =>
	states.flatMap((state) => (state.ok && state.value.isFinished ? [state.value.event] : []));

async function fetchRecent(
	client: Client,
	jobIds: readonly string[] | undefined,
): Promise<Result<readonly JobEvent[], HttpOutcome>> {
	if (jobIds) {
		const first = jobIds.slice(0, SAMPLE_SIZE);
		const states = await Promise.all(
			first.map(async (jobId) => await fetchJobState(client, jobId)),
		);
		return states.find((state) => !state.ok) ?? ok(finishedEvents(states));
	}
	const page = await readLogPage(client, { time_range: 'month' });
	if (!page.ok) return page;
	const newest = [...page.value.rows].sort((a, b) => timeOf(b) - timeOf(a)).slice(0, SAMPLE_SIZE);
	const states = await Promise.all(newest.map(async (row) => await fetchRowState(client, row)));
	return ok(finishedEvents(states));
}

/**
 * An event to build a workflow with: a recent one where there is one, else a synthetic one.
 * @param jobIds the watched jobs; undefined where all are watched
 */
export async function sampleEvents(
	client: Client,
	wanted: readonly EventName[],
	jobIds?: readonly string[],
): Promise<Result<readonly JobEvent[], HttpOutcome>> {
	const recent = await fetchRecent(client, jobIds);
	if (!recent.ok) return recent;
	const events = recent.value.filter(({ event }) => wanted.includes(event));
	return ok(events.length ? events.slice(0, 1) : [syntheticEvent(wanted[0] ?? 'success')]);
}
