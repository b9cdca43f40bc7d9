import type { Client } from '../shared/client';
import type { Delivery } from '../shared/transport';
import type { Settled } from './settle';

/** How many jobs are asked about at once. */
const AT_ONCE = 5;

/** After how many failures of the connection in a row, with nothing else, asking for more is of no use. */
const HOPELESS = 3 * AT_ONCE;

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
	(settled.delivery.kind === 'late' || (settled.delivery.kind === 'answer' && settled.delivery.status === 429));

/** No answer, or one that says nothing of the job but of the whole connection. */
const isCutOff = (delivery: Delivery): boolean =>
	delivery.kind !== 'answer' || delivery.status === 401 || delivery.status === 429 || delivery.status >= 500;

const cutOff = ({ settled }: Learnt<unknown>): Delivery | undefined =>
	settled.kind === 'failed' && isCutOff(settled.delivery) ? settled.delivery : undefined;

/**
 * The failure to stop with: only where nothing at all was learnt, and not because of single jobs.
 * @param learnt what was learnt of each job
 */
export const hopeless = (learnt: ReadonlyArray<Learnt<unknown>>): Delivery | undefined =>
	learnt.every((one) => cutOff(one) !== undefined) ? learnt.map(cutOff)[0] : undefined;

/**
 * Goes through jobs a few at a time until the time is up, or until asking is of no use; it asks
 * about the first few in any case, so that each poll gets on.
 * @param jobs the jobs, in order
 * @param ask asks about one of them
 * @param client Propexo
 * @param deadline when to leave the rest, on this machine's clock (ms since 1970)
 * @returns what was learnt of the first jobs, in their order
 */
export async function learn<T>(
	jobs: readonly T[],
	ask: (job: T) => Promise<Settled>,
	client: Client,
	deadline: number,
): Promise<Array<Learnt<T>>> {
	const learnt: Array<Learnt<T>> = [];
	while (learnt.length < jobs.length) {
		const next = jobs.slice(learnt.length, learnt.length + AT_ONCE);
		learnt.push(...(await Promise.all(next.map(async (job) => ({ job, settled: await ask(job) })))));
		const isOfNoUse = learnt.length >= HOPELESS && hopeless(learnt) !== undefined;
		if (isOfNoUse || learnt.some(isLeftOut) || Date.now() + client.delay() >= deadline) break;
	}
	return learnt;
}
