import type { Client } from '../transport/client';
import type { Delivery } from '../transport/http';
import type { Settled } from './jobStatus';

/** How many jobs are asked about at once. */
const AT_ONCE = 5;

/** What was learnt of a job. */
export interface Learnt<T> {
	readonly job: T;
	readonly settled: Settled;
}

/**
 * Whether a job was not asked about, because the rate limit left no room: the next poll must.
 * @param learnt what was learnt of it
 */
export const isLeftOut = ({ settled }: Learnt<unknown>): boolean =>
	settled.kind === 'failed' &&
	(settled.delivery.kind === 'late' ||
		(settled.delivery.kind === 'answer' && settled.delivery.status === 429));

/** No answer, or one that says nothing of the job but of the whole connection. */
const isCutOff = ({ settled }: Learnt<unknown>): boolean => {
	if (settled.kind !== 'failed') return false;
	const { delivery } = settled;
	return (
		delivery.kind !== 'answer' ||
		delivery.status === 401 ||
		delivery.status === 429 ||
		delivery.status >= 500
	);
};

/**
 * The failure to stop with, where nothing at all was learnt.
 * @param learnt what was learnt of each job
 */
export const nothingLearnt = (learnt: ReadonlyArray<Learnt<unknown>>): Delivery | undefined => {
	const failures = learnt.map(({ settled }) =>
		settled.kind === 'failed' ? settled.delivery : undefined,
	);
	return failures.every(Boolean) ? failures[0] : undefined;
};

/**
 * Goes through jobs a few at a time until the time is up, or until asking is of no use; it asks
 * about the first few in any case, so that each poll gets on. Where those cannot be asked about,
 * the last few tell whether any can.
 * @param jobs the jobs, in order
 * @param ask asks about one of them
 * @param client Propexo
 * @param deadline when to leave the rest, on this machine's clock (ms since 1970)
 * @returns what was learnt
 */
export async function learn<T>(
	jobs: readonly T[],
	ask: (job: T) => Promise<Settled>,
	client: Client,
	deadline: number,
): Promise<Array<Learnt<T>>> {
	const left = [...jobs];
	const learnt: Array<Learnt<T>> = [];
	while (left.length) {
		const isFirstInVain = learnt.length === AT_ONCE && learnt.every(isCutOff);
		const next = isFirstInVain ? left.splice(-AT_ONCE) : left.splice(0, AT_ONCE);
		learnt.push(
			...(await Promise.all(next.map(async (job) => ({ job, settled: await ask(job) })))),
		);
		const isOfNoUse = learnt.length > AT_ONCE && learnt.every(isCutOff);
		if (isOfNoUse || learnt.some(isLeftOut) || Date.now() + client.delay() >= deadline) break;
	}
	return learnt;
}
