import type { IExecuteFunctions } from 'n8n-workflow';

import { nodeError } from '../../transport/nodeError';
import { runExclusive } from '../../utils/runExclusive';
import { ERRORS } from '../messages';

/** Scope of the marks in n8n's deduplication store, apart from that of idempotency keys. */
const SCOPE = 'node';

/** More marks than the runs of any loop; n8n drops the oldest ones. */
const OPTIONS = { mode: 'entries', maxEntries: 10_000 } as const;

/** One attempt of n8n to run the node, as far as it writes. */
export interface Attempt {
	/**
	 * Marks in n8n's database that this attempt begins to write. To be called right before the first
	 * write, and awaited.
	 * @returns whether n8n has lost an attempt that began to write from the same saved state
	 * @throws NodeOperationError when n8n's deduplication store is unavailable; then nothing may be sent
	 */
	begin(): Promise<boolean>;
	/** Whether `begin` has found that n8n lost an attempt. */
	readonly isInterrupted: boolean;
	/** To be called when nothing is in flight any more, if the attempt began to write. */
	end(): void;
}

/** n8n's helper fails for the second of two calls that create its row at the same time. */
async function retryOnce<T>(task: () => Promise<T>): Promise<T> {
	try {
		return await task();
	} catch {
		return await task();
	}
}

/**
 * n8n saves the journal of a node only when the node has ended. After a crash or a cancellation, the
 * Retry button runs the node with the state of before, although it may have written. The mark of an
 * attempt outlives that: it has what a retry keeps (the node, the run, the time at which the
 * execution was established) and the number of attempts that ended, which is saved with the journal.
 * So a retry that finds its own mark was preceded by an attempt whose journal is lost.
 */
export function openAttempt(context: IExecuteFunctions): Attempt {
	const store = context.getContext('node');
	const ended = (store.propexoAttempts ??= {}) as Record<string, number>;
	const run = context.getWorkflowDataProxy(0).$runIndex as number;
	// Where n8n doesn't know the time, the mark is the same for all executions, so that each retry is refused.
	const establishedAt = context.getExecutionContext?.()?.establishedAt ?? 'unknown';
	const mark = ['attempt', context.getNode().id, run, establishedAt, ended[run] ?? 0].join(':');
	const record = async (): Promise<boolean> => {
		const { helpers } = context;
		// A workflow that was never saved has no executions to retry, and n8n no place for its marks.
		if (!context.getWorkflow().id) return false;
		const { processed } = await helpers.checkProcessedAndRecord([mark], SCOPE, OPTIONS);
		return processed.length > 0;
	};
	let begun: Promise<boolean> | undefined;
	let isInterrupted = false;
	let hasBegun = false;
	const begin = async (): Promise<boolean> => {
		const isKnown = await runExclusive(async () => await retryOnce(record)).catch(
			(error: Error): never => {
				throw nodeError(context.getNode(), ERRORS.keyStoreUnavailable(error.message));
			},
		);
		isInterrupted = isKnown && context.getMode() === 'retry';
		// What was lost stays lost, so that no later retry takes this attempt for a new start.
		hasBegun = !isInterrupted;
		return isInterrupted;
	};
	return {
		begin: async () => await (begun ??= begin()),
		get isInterrupted() {
			return isInterrupted;
		},
		end: () => {
			if (hasBegun) ended[run] = (ended[run] ?? 0) + 1;
		},
	};
}
