import type { IExecuteFunctions } from 'n8n-workflow';

import { nodeError } from '../../transport/nodeError';
import { runExclusive } from '../../utils/runExclusive';
import { ERRORS } from '../messages';
import { hash } from './bodyDigest';
import type { ItemKeys } from './idempotencyKey';
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
	/** Whether the lost attempt used the same idempotency keys, by which its writes can be told. */
	readonly canContinue: boolean;
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

/** What this process knows of the attempts of a node in an execution. */
interface AttemptState {
	/** Attempts that are running: an agent may call a tool several times at once. */
	running: number;
	/** Whether one of them has written. */
	hasWritten: boolean;
	/** Whether an attempt had the same idempotency keys as the one that was lost. */
	hasStableKeys: boolean;
	/** Whether a mark was known before this process recorded it. */
	readonly marks: Map<string, Promise<boolean>>;
}

/** By what n8n keeps for the node in an execution. */
const states = new WeakMap<object, AttemptState>();

function stateOf(store: object): AttemptState {
	const state = states.get(store) ?? {
		running: 0,
		hasWritten: false,
		hasStableKeys: false,
		marks: new Map<string, Promise<boolean>>(),
	};
	states.set(store, state);
	return state;
}

/**
 * n8n saves the journal of a node only when the node has ended. After a crash or a cancellation, the
 * Retry button runs the node with the state of before, although it may have written. The mark of an
 * attempt outlives that: it has what a retry keeps (the node and the time at which the execution was
 * established) and the number of attempts that ended, which is saved with the journal. So a retry that
 * finds its own mark was preceded by an attempt whose journal is lost. All runs of a loop and all calls
 * of a tool share their attempts, because a retry may have other items in a run, and an agent calls
 * in another order.
 *
 * The mark also has the idempotency keys, so that a retry continues item by item only where the lost
 * attempt has recorded the same keys.
 * @param itemKeys the idempotency keys of the input items, where keys are in use
 */
export function openAttempt(context: IExecuteFunctions, itemKeys?: ItemKeys): Attempt {
	const store = context.getContext('node');
	const state = stateOf(store);
	// Where n8n doesn't know the time, the mark is the same for all executions, so that each retry is refused.
	const establishedAt = context.getExecutionContext?.()?.establishedAt ?? 'unknown';
	/** Records an entry, and returns whether it was there. */
	const isRecorded = async (entry: string): Promise<boolean> => {
		const { processed } = await context.helpers.checkProcessedAndRecord([entry], SCOPE, OPTIONS);
		return processed.length > 0;
	};
	const endedAttempts = (): number => (store.propexoAttempts as number | undefined) ?? 0;
	const markOf = (): string =>
		['attempt', context.getNode().id, establishedAt, endedAttempts()].join(':');
	const keyEntry = (mark: string): string => `${mark}:keys:${hash(itemKeys)}`;
	const recordOnce = async (mark: string): Promise<boolean> => {
		const recording =
			state.marks.get(mark) ??
			runExclusive(async () => await retryOnce(async () => await isRecorded(mark)));
		state.marks.set(mark, recording);
		return await recording.catch((error: Error): never => {
			state.marks.delete(mark);
			throw nodeError(context.getNode(), ERRORS.keyStoreUnavailable(error.message));
		});
	};
	/**
	 * Whether the lost attempt had the same keys. That can only be read by recording it, so a guard
	 * says that what is recorded isn't to be trusted until it is removed again.
	 */
	const hadSameKeys = async (mark: string): Promise<boolean> => {
		const guard = `${mark}:reading`;
		if (await isRecorded(guard)) return false;
		const isSame = await isRecorded(keyEntry(mark));
		const entries = isSame ? [guard] : [guard, keyEntry(mark)];
		await context.helpers.removeProcessed(entries, SCOPE, OPTIONS);
		return isSame;
	};
	const readLostKeys = async (mark: string): Promise<boolean> =>
		await runExclusive(async () => await hadSameKeys(mark)).catch(() => false);
	const remove = async (...entries: string[]): Promise<void> => {
		const { helpers, logger } = context;
		await runExclusive(async () => await helpers.removeProcessed(entries, SCOPE, OPTIONS)).catch(
			({ message }: Error) => logger.debug(`The mark of an attempt wasn't removed: ${message}`),
		);
	};
	let begun: Promise<boolean> | undefined;
	let isInterrupted = false;
	let canContinue = false;
	let hasMark = false;
	const begin = async (): Promise<boolean> => {
		state.running++;
		// A workflow that was never saved has no executions to retry, and n8n no place for its marks.
		if (!context.getWorkflow().id) return false;
		const mark = markOf();
		const isKnown = await recordOnce(mark);
		hasMark = !isKnown;
		isInterrupted = isKnown && context.getMode() === 'retry';
		if (itemKeys && !isInterrupted) await recordOnce(keyEntry(mark));
		if (!itemKeys || !isInterrupted) return isInterrupted;
		const isSame = await readLostKeys(mark);
		if (isSame && !isToolCall(context)) state.hasStableKeys = true;
		canContinue = isSame || state.hasStableKeys;
		return true;
	};
	return {
		begin: async () => await (begun ??= begin()),
		get isInterrupted() {
			return isInterrupted;
		},
		get canContinue() {
			return canContinue;
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
			if (hasWritten) store.propexoAttempts = endedAttempts() + 1;
			else if (hasMark) {
				const mark = markOf();
				state.marks.delete(mark);
				state.marks.delete(keyEntry(mark));
				await remove(mark, keyEntry(mark));
			}
		},
	};
}
