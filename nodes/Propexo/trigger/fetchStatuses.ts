import type { Client } from '../transport/client';
import type { HttpOutcome } from '../transport/http';
import type { JobState } from './jobStatus';

/** How many jobs are asked about at once. */
const CONCURRENCY = 5;

/** What was learnt of a job. */
export interface StatusResult<T> {
	readonly job: T;
	readonly settled: JobState;
}

/** Whether a job was not asked about, because the rate limit left no room: the next poll must. */
export const isRateLimited = ({ settled }: StatusResult<unknown>): boolean =>
	settled.kind === 'failed' &&
	(settled.delivery.kind === 'late' ||
		(settled.delivery.kind === 'answer' && settled.delivery.status === 429));

/** No answer, or one that says nothing of the job but of the whole connection. */
const isUnavailable = ({ settled }: StatusResult<unknown>): boolean => {
	if (settled.kind !== 'failed') return false;
	const { delivery } = settled;
	return (
		delivery.kind !== 'answer' ||
		delivery.status === 401 ||
		delivery.status === 429 ||
		delivery.status >= 500
	);
};

/** The failure to stop with, where nothing at all was learnt. */
export const firstErrorIfAllFailed = (
	learnt: ReadonlyArray<StatusResult<unknown>>,
): HttpOutcome | undefined => {
	const failures = learnt.map(({ settled }) =>
		settled.kind === 'failed' ? settled.delivery : undefined,
	);
	return failures.every(Boolean) ? failures[0] : undefined;
};

/**
 * Goes through jobs a few at a time until the time is up, or until asking is of no use; it asks
 * about the first few in any case, so that each poll gets on. Where those cannot be asked about,
 * the last few tell whether any can.
 * @param deadline when to leave the rest, on this machine's clock (ms since 1970)
 * @returns what was learnt
 */
export async function fetchStatuses<T>(
	jobs: readonly T[],
	ask: (job: T) => Promise<JobState>,
	client: Client,
	deadline: number,
): Promise<Array<StatusResult<T>>> {
	const left = [...jobs];
	const learnt: Array<StatusResult<T>> = [];
	while (left.length) {
		const isFirstInVain = learnt.length === CONCURRENCY && learnt.every(isUnavailable);
		const next = isFirstInVain ? left.splice(-CONCURRENCY) : left.splice(0, CONCURRENCY);
		learnt.push(
			...(await Promise.all(next.map(async (job) => ({ job, settled: await ask(job) })))),
		);
		const isOfNoUse = learnt.length > CONCURRENCY && learnt.every(isUnavailable);
		if (isOfNoUse || learnt.some(isRateLimited) || Date.now() + client.delay() >= deadline) break;
	}
	return learnt;
}
