import type { IExecuteFunctions } from 'n8n-workflow';

import { nodeError } from '../../transport/nodeError';
import { hash } from '../../utils/hash';
import { ERRORS } from '../messages';
import { AttemptMarks } from './attemptMarks';
import type { ItemKeys } from './idempotencyKey';
import { isToolCall } from './isToolCall';

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
 * One attempt of n8n to run the node, as far as it writes.
 *
 * n8n saves the journal of a node only when the node has ended. After a crash or a cancellation, the
 * Retry button runs the node with the state of before, although it may have written. The mark of an
 * attempt outlives that: it has what a retry keeps (the node and the time at which the execution was
 * established) and the number of attempts that ended, which is saved with the journal. So a retry that
 * finds its own mark was preceded by an attempt whose journal is lost. All runs of a loop and all calls
 * of a tool share their attempts, because a retry may have other items in a run, and an agent calls
 * in another order.
 *
 * A second mark has the idempotency keys, so that a retry continues item by item only where the lost
 * attempt has recorded the same keys.
 */
export class Attempt {
	/** Whether `begin` has found that n8n lost an attempt. */
	isInterrupted = false;

	/** Whether the lost attempt used the same idempotency keys, by which its writes are known. */
	canContinue = false;

	private begun: Promise<boolean> | undefined;
	private hasMark = false;
	private readonly marks: AttemptMarks;
	private readonly store: { propexoAttempts?: number };
	private readonly state: AttemptState;

	/** @param itemKeys the idempotency keys of the input items, where keys are in use */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly itemKeys?: ItemKeys,
	) {
		this.marks = new AttemptMarks(context);
		this.store = context.getContext('node');
		this.state = stateOf(this.store);
	}

	/**
	 * Marks that this attempt begins to write. To be called right before the first write, and awaited.
	 * @returns whether n8n has lost an attempt that began to write from the same saved state
	 * @throws NodeOperationError when n8n's deduplication store is unavailable; then nothing may be sent
	 */
	async begin(): Promise<boolean> {
		return await (this.begun ??= this.mark());
	}

	/** To be called once a write of the attempt may have had an effect. */
	noteWrite(): void {
		this.state.hasWritten = true;
	}

	/** To be called when nothing is in flight any more. An attempt that wrote nothing takes its mark back. */
	async end(): Promise<void> {
		const { state, store } = this;
		if (!this.begun) return;
		state.running--;
		// What was lost stays lost, so that no later retry takes this attempt for a new start.
		if (state.running > 0 || this.isInterrupted) return;
		const { hasWritten } = state;
		state.hasWritten = false;
		if (hasWritten) store.propexoAttempts = this.endedAttempts + 1;
		else if (this.hasMark) {
			const marks = [this.ownMark, this.keyMark];
			marks.forEach((mark) => state.marks.delete(mark));
			await this.marks.remove(marks);
		}
	}

	private get endedAttempts(): number {
		return this.store.propexoAttempts ?? 0;
	}

	private get ownMark(): string {
		// Where n8n doesn't know the time, the mark is the same for all executions, so that each retry is refused.
		const establishedAt = this.context.getExecutionContext?.()?.establishedAt ?? 'unknown';
		return ['attempt', this.context.getNode().id, establishedAt, this.endedAttempts].join(':');
	}

	private get keyMark(): string {
		return `${this.ownMark}:keys:${hash(this.itemKeys ?? null)}`;
	}

	private async mark(): Promise<boolean> {
		const { context, itemKeys, state } = this;
		state.running++;
		// A workflow that was never saved has no executions to retry, and n8n no place for its marks.
		if (!context.getWorkflow().id) return false;
		const isKnown = await this.recordOnce(this.ownMark);
		this.hasMark = !isKnown;
		this.isInterrupted = isKnown && context.getMode() === 'retry';
		if (!itemKeys) return this.isInterrupted;
		if (!this.isInterrupted) await this.recordOnce(this.keyMark);
		else {
			const hadKeys = await this.marks.has(this.keyMark);
			if (hadKeys && !isToolCall(context)) state.hasStableKeys = true;
			this.canContinue = hadKeys || state.hasStableKeys;
		}
		return this.isInterrupted;
	}

	/** Records a mark once in this process, and returns whether it was known before. */
	private async recordOnce(mark: string): Promise<boolean> {
		const { marks } = this.state;
		const recording = marks.get(mark) ?? this.marks.record(mark);
		marks.set(mark, recording);
		return await recording.catch((error: Error): never => {
			marks.delete(mark);
			throw nodeError(this.context.getNode(), ERRORS.keyStoreUnavailable(error.message));
		});
	}
}
