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

/** What n8n's store knew of a mark. */
interface KnownMark {
	readonly isKnown: boolean;
	/** Whether the attempt that left it used the same idempotency keys. */
	readonly hasSameKeys: boolean;
}

/** What this process knows of the attempts of a node. */
interface AttemptState {
	/** Attempts that are running: an agent may call a tool several times at once. */
	running: number;
	/** Whether one of them has written. */
	hasWritten: boolean;
	/** What was known of marks before this process recorded them. */
	readonly marks: Map<string, Promise<KnownMark>>;
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
 * @param itemKeys the idempotency keys of the input items, where keys are in use
 */
export function openAttempt(context: IExecuteFunctions, itemKeys?: ItemKeys): Attempt {
	const store = context.getContext('node');
	const ended = (store.propexoAttempts ??= {}) as Record<string, number>;
	const run = context.getWorkflowDataProxy(0).$runIndex as number;
	// After a crash, n8n may count a run that it has made up for the one it lost.
	const firstRun = (store.propexoFirstRun ??= run) as number;
	const slot = isToolCall(context) ? 'tool' : String(run - firstRun);
	const state = stateOf(store, slot);
	// Where n8n doesn't know the time, the mark is the same for all executions, so that each retry is refused.
	const establishedAt = context.getExecutionContext?.()?.establishedAt ?? 'unknown';
	const record = async (entries: string[]): Promise<Set<string>> => {
		const { helpers } = context;
		const { processed } = await helpers.checkProcessedAndRecord(entries, SCOPE, OPTIONS);
		return new Set(processed.map(String));
	};
	const withKeys = (mark: string): string => `${mark}:${hash(itemKeys ?? null)}`;
	const recordMark = async (mark: string): Promise<KnownMark> => {
		// A workflow that was never saved has no executions to retry, and n8n no place for its marks.
		if (!context.getWorkflow().id) return { isKnown: false, hasSameKeys: false };
		const known = await record([mark, withKeys(mark)]);
		const [isKnown, hasSameKeys] = [known.has(mark), known.has(withKeys(mark))];
		// It is the keys of the lost attempt that count, not those of this one.
		if (isKnown && !hasSameKeys)
			await context.helpers.removeProcessed([withKeys(mark)], SCOPE, OPTIONS);
		return { isKnown, hasSameKeys };
	};
	const recordOnce = async (mark: string): Promise<KnownMark> => {
		const known =
			state.marks.get(mark) ??
			runExclusive(async () => await retryOnce(async () => await recordMark(mark)));
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
		await runExclusive(
			async () => await context.helpers.removeProcessed([mark, withKeys(mark)], SCOPE, OPTIONS),
		);
	};
	let begun: Promise<boolean> | undefined;
	let isInterrupted = false;
	let canContinue = false;
	let hasMark = false;
	const begin = async (): Promise<boolean> => {
		state.running++;
		const { isKnown, hasSameKeys } = await recordOnce(markOf());
		hasMark = !isKnown;
		isInterrupted = isKnown && context.getMode() === 'retry';
		canContinue = hasSameKeys && itemKeys !== undefined;
		return isInterrupted;
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
			if (hasWritten) ended[slot] = (ended[slot] ?? 0) + 1;
			else if (hasMark)
				await takeBack(markOf()).catch(({ message }: Error) =>
					context.logger.debug(`The mark of an attempt wasn't removed: ${message}`),
				);
		},
	};
}
