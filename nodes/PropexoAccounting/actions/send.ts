import type { Client, WriteResult } from '../../shared/client';
import { explain } from '../../shared/explain';
import type { Delivery } from '../../shared/transport';
import type { Memo, Memory } from './memory';
import type { WriteRequest } from './plan';

/** What became of a planned write. */
export type Outcome =
	| Memo
	| { readonly kind: 'refused'; readonly delivery: Delivery }
	/** Not sent, because another write had failed and the node stops on errors, or by the cancel button. */
	| { readonly kind: 'notTried' };

const settle = (result: WriteResult): Outcome =>
	result.kind === 'unknown' ? { kind: 'unknown', why: explain(result.delivery) } : result;

async function sendOne(client: Client, planned: WriteRequest, memory: Memory): Promise<Outcome> {
	const { write, path, body } = planned;
	const outcome = settle(await client.write(write.method, path, body));
	if (outcome.kind === 'accepted' || outcome.kind === 'unknown') memory.keep(planned, outcome);
	return outcome;
}

/** A client throws before it sends when the execution was cancelled; anything else is a fault whose effect nobody knows. */
const whenThrown =
	(signal: AbortSignal | undefined) =>
	(error: Error): Outcome =>
		signal?.aborted
			? { kind: 'notTried' }
			: { kind: 'unknown', why: { message: error.message, description: 'Look for the write at Propexo.' } };

/** How the writes of a node are sent. */
export interface SendOptions {
	/** How many requests may be under way at once. */
	readonly concurrency: number;
	/** Whether the first failure keeps the writes after it from being sent. */
	readonly stopOnFailure: boolean;
	readonly memory: Memory;
	/** n8n's cancel signal. */
	readonly signal: AbortSignal | undefined;
}

/**
 * Sends planned writes, each at most once. What an earlier try had sent is recalled before
 * anything is sent, so that none of it is forgotten when the first failure ends the sending.
 * @param client Propexo
 * @param plan the writes, in order
 * @param options how to send them
 * @returns an outcome for each write, in the order of the plan
 */
export async function sendAll(
	client: Client,
	plan: readonly WriteRequest[],
	{ concurrency, stopOnFailure, memory, signal }: SendOptions,
): Promise<Outcome[]> {
	const recalled = plan.map((planned) => memory.recall(planned));
	const outcomes = recalled.map((memo): Outcome => memo ?? { kind: 'notTried' });
	const left = [...plan.keys()].filter((index) => !recalled[index]);
	let stopped = stopOnFailure && recalled.some((memo) => memo?.kind === 'unknown');
	const work = async (): Promise<void> => {
		while (left.length && !stopped) {
			const index = left.shift()!;
			const outcome = await sendOne(client, plan[index]!, memory).catch(whenThrown(signal));
			outcomes[index] = outcome;
			if (outcome.kind === 'notTried' || (outcome.kind !== 'accepted' && stopOnFailure)) stopped = true;
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, left.length) }, work));
	return outcomes;
}
