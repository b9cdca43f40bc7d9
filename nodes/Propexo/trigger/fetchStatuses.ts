import type { Client } from '../transport/client';
import type { HttpOutcome } from '../transport/httpOutcome';
import type { Result } from '../utils/result';
import type { JobState } from './jobStatus';

/** Status requests at the same time. */
const STATUS_CONCURRENCY = 5;

/** The status of a job, or why it couldn't be read. */
export interface FetchedStatus<T> {
	readonly job: T;
	readonly state: Result<JobState, HttpOutcome>;
}

/** Whether a job wasn't asked about for lack of rate limit or time: the next poll must. */
export const isNotFetched = ({ state }: FetchedStatus<unknown>): boolean => {
	if (state.ok) return false;
	const { error } = state;
	if (error.kind === 'response') return error.status === 429;
	return error.kind === 'rateLimited' || error.kind === 'deadlineExceeded';
};

/** No response, or one that is about the whole connection and not about the job. */
const isUnavailable = ({ state }: FetchedStatus<unknown>): boolean => {
	if (state.ok) return false;
	const { error } = state;
	return error.kind !== 'response' || [401, 429].includes(error.status) || error.status >= 500;
};

/** The error to stop with, where no status could be read. */
export const firstErrorIfAllFailed = (
	fetched: ReadonlyArray<FetchedStatus<unknown>>,
): HttpOutcome | undefined => {
	const errors = fetched.flatMap(({ state }) => (state.ok ? [] : [state.error]));
	return errors.length === fetched.length ? errors[0] : undefined;
};

/**
 * Reads the statuses of jobs, in order, until the deadline or until reading is pointless. The first
 * few are always read, so that each poll makes progress. Where those are unavailable, the last few
 * show whether any job is.
 * @param deadline on this machine's clock (ms since 1970)
 */
export async function fetchStatuses<T>(
	jobs: readonly T[],
	fetchState: (job: T) => Promise<Result<JobState, HttpOutcome>>,
	client: Client,
	deadline: number,
): Promise<Array<FetchedStatus<T>>> {
	const remaining = [...jobs];
	const fetched: Array<FetchedStatus<T>> = [];
	while (remaining.length) {
		const startFailed = fetched.length === STATUS_CONCURRENCY && fetched.every(isUnavailable);
		const next = startFailed
			? remaining.splice(-STATUS_CONCURRENCY)
			: remaining.splice(0, STATUS_CONCURRENCY);
		const states = next.map(async (job) => ({ job, state: await fetchState(job) }));
		fetched.push(...(await Promise.all(states)));
		const isPointless = fetched.length > STATUS_CONCURRENCY && fetched.every(isUnavailable);
		const isLate = Date.now() + client.rateLimitDelay() >= deadline;
		if (isPointless || isLate || fetched.some(isNotFetched)) break;
	}
	return fetched;
}
