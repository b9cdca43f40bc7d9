import type { IExecuteFunctions } from 'n8n-workflow';

import { nodeError } from '../../transport/nodeError';
import { runExclusive } from '../../utils/runExclusive';
import { ERRORS } from '../messages';
import { isToolCall } from './isToolCall';

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
	/** To be called once a write of the attempt may have had an effect. */
	noteWrite(): void;
	/** To be called when nothing is in flight any more. An attempt that wrote nothing takes its mark back. */
	end(): Promise<void>;
}

/** n8n's helper fails for the second of two calls that create its row at the same time. */
async function retryOnce<T>(task: () => Promise<T>): Promise<T> {
	try {
		return await task();
	} catch {
		return await task();
	}
}

/** What this process knows of the attempts of a node. */
interface AttemptState {
	/** Attempts that are running: an agent may call a tool several times at once. */
	running: number;
	/** Whether one of them has written. */
	hasWritten: boolean;
	/** Whether a mark was known before this process recorded it. */
	readonly marks: Map<string, Promise<boolean>>;
}

/** By what n8n keeps for the node in an execution. */
const states = new WeakMap<object, Map<string, AttemptState>>();

function stateOf(store: object, slot: string): AttemptState {
	const slots = states.get(store) ?? new Map<string, AttemptState>();
	states.set(store, slots);
	const state = slots.get(slot) ?? { running: 0, hasWritten: false, marks: new Map() };
	slots.set(slot, state);
	return state;
}

/**
 * n8n saves the journal of a node only when the node has ended. After a crash or a cancellation, the
 * Retry button runs the node with the state of before, although it may have written. The mark of an
 * attempt outlives that: it has what a retry keeps (the node, the run, the time at which the
 * execution was established) and the number of attempts that ended, which is saved with the journal.
 * So a retry that finds its own mark was preceded by an attempt whose journal is lost. The calls of a
 * tool share their attempts, because an agent may call it in another order when it runs again.
 */
export function openAttempt(context: IExecuteFunctions): Attempt {
	const store = context.getContext('node');
	const ended = (store.propexoAttempts ??= {}) as Record<string, number>;
	const slot = isToolCall(context) ? 'tool' : String(context.getWorkflowDataProxy(0).$runIndex);
	const state = stateOf(store, slot);
	// Where n8n doesn't know the time, the mark is the same for all executions, so that each retry is refused.
	const establishedAt = context.getExecutionContext?.()?.establishedAt ?? 'unknown';
	const record = async (mark: string): Promise<boolean> => {
		const { helpers } = context;
		// A workflow that was never saved has no executions to retry, and n8n no place for its marks.
		if (!context.getWorkflow().id) return false;
		const { processed } = await helpers.checkProcessedAndRecord([mark], SCOPE, OPTIONS);
		return processed.length > 0;
	};
	const recordOnce = async (mark: string): Promise<boolean> => {
		const known =
			state.marks.get(mark) ??
			runExclusive(async () => await retryOnce(async () => await record(mark)));
		state.marks.set(mark, known);
		return await known.catch((error: Error): never => {
			state.marks.delete(mark);
			throw nodeError(context.getNode(), ERRORS.keyStoreUnavailable(error.message));
		});
	};
	const markOf = (): string =>
		['attempt', context.getNode().id, slot, establishedAt, ended[slot] ?? 0].join(':');
	const takeBack = async (mark: string): Promise<void> => {
		state.marks.delete(mark);
		await runExclusive(async () => await context.helpers.removeProcessed([mark], SCOPE, OPTIONS));
	};
	let begun: Promise<boolean> | undefined;
	let isInterrupted = false;
	let hasMark = false;
	const begin = async (): Promise<boolean> => {
		state.running++;
		const isKnown = await recordOnce(markOf());
		hasMark = !isKnown;
		isInterrupted = isKnown && context.getMode() === 'retry';
		return isInterrupted;
	};
	return {
		begin: async () => await (begun ??= begin()),
		get isInterrupted() {
			return isInterrupted;
		},
		noteWrite: () => {
			state.hasWritten = true;
		},
		end: async () => {
			if (!begun) return;
			state.running--;
			// What was lost stays lost, so that no later retry takes this attempt for a new start.
			if (state.running > 0 || isInterrupted) return;
			const { hasWritten } = state;
			state.hasWritten = false;
			if (hasWritten) ended[slot] = (ended[slot] ?? 0) + 1;
			else if (hasMark)
				await takeBack(markOf()).catch(({ message }: Error) =>
					context.logger.debug(`The mark of an attempt wasn't removed: ${message}`),
				);
		},
	};
}
