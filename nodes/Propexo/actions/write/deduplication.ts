import { type IExecuteFunctions, sleep } from 'n8n-workflow';

import type { Timing } from '../../transport/timing';
import { formatItems } from '../common/formatItems';
import { expressionIssue } from '../common/issues';
import { ERRORS, ISSUES } from '../messages';
import { numberedRecordName } from './recordName';
import type { InvalidItem, ValidItem } from './validate';

/** n8n keeps the keys per workflow, each one separately and without an end. */
const SCOPE = 'workflow';
const ENTRIES = { mode: 'entries' } as const;

/** A valid item with its idempotency key. */
export interface KeyedItem {
	readonly valid: ValidItem;
	readonly key: string;
}

/** An item with the same key as an earlier item of the run. */
export interface DuplicateItem extends KeyedItem {
	readonly duplicateOf: number;
}

/** The result of claiming keys. */
export interface Claim {
	readonly claimed: readonly ValidItem[];
	/** Items that an earlier execution wrote. */
	readonly alreadyWritten: readonly KeyedItem[];
}

/** Idempotency keys across executions, over n8n's deduplication store. */
export interface IdempotencyKeyStore {
	/** Records the keys of items that are about to be sent. */
	claim(keyed: readonly KeyedItem[]): Promise<Claim>;
	/**
	 * Ends the run: releases the keys of items that certainly weren't written and makes sure that the
	 * others are stored. Never throws, because what Propexo accepted must be reported in any case.
	 */
	settle(notWritten: readonly number[]): Promise<void>;
}

const fullKey = ({ valid: { endpoint }, key }: KeyedItem): string =>
	[endpoint.resource, endpoint.operation, endpoint.pms, key].join('\n');

const readKey = (context: IExecuteFunctions, item: number): { key: string } | { issue: string } => {
	try {
		const { idempotencyKey } = context.getNodeParameter('options', item, {}) as {
			idempotencyKey?: unknown;
		};
		const key = String(idempotencyKey ?? '').trim();
		return key ? { key } : { issue: ISSUES.keyRequired };
	} catch (error) {
		return { issue: expressionIssue(error).message };
	}
};

/** The items with their keys; an item without one can't be told from others and is invalid. */
export function readKeys(
	context: IExecuteFunctions,
	valid: readonly ValidItem[],
): { keyed: KeyedItem[]; withoutKey: InvalidItem[] } {
	const all = valid.map((one) => ({ valid: one, ...readKey(context, one.item) }));
	return {
		keyed: all.flatMap((one) => ('key' in one ? [{ valid: one.valid, key: one.key }] : [])),
		withoutKey: all.flatMap((one) => {
			if (!('issue' in one)) return [];
			const { item, endpoint, body } = one.valid;
			const issues = [{ field: 'Idempotency Key', message: one.issue }];
			return [{ item, issues, record: numberedRecordName(endpoint, body) }];
		}),
	};
}

/** The first item with each key is written for all of them. */
export function partitionDuplicates(keyed: readonly KeyedItem[]): {
	unique: KeyedItem[];
	duplicates: DuplicateItem[];
} {
	const first = new Map([...keyed].reverse().map((one) => [fullKey(one), one]));
	const isFirst = (one: KeyedItem): boolean => first.get(fullKey(one)) === one;
	return {
		unique: keyed.filter(isFirst),
		duplicates: keyed
			.filter((one) => !isFirst(one))
			.map((one) => ({ ...one, duplicateOf: first.get(fullKey(one))!.valid.item })),
	};
}

/** The last change of keys that was begun in this process. */
let mutexTail: Promise<unknown> = Promise.resolve();

/** Runs a task after all earlier ones, of whichever execution of this process. */
async function withMutex<T>(run: () => Promise<T>): Promise<T> {
	const result = mutexTail.then(run, run);
	mutexTail = result;
	return await result;
}

/** Checks at the end of a run; where another worker has overwritten the keys, they are recorded again. */
const MAX_REASSERT_ATTEMPTS = 20;

/** Checks in a row that find every key. A busy worker may write long after it has read. */
const CLEAN_CHECKS = 5;

/**
 * The keys of a node, over n8n's own store of processed items. What was claimed stays claimed over
 * the attempts of Retry On Fail, whose journal knows the outcomes.
 *
 * A key is recorded right before its item is sent, so that a crash leaves no keys of items that
 * were still waiting. n8n reads and writes the keys of a workflow as one value, without a lock:
 * so changes are made one at a time in this process, and all keys of the run are recorded with
 * each change and at the end, because another worker may have written that value without them.
 */
export async function openKeyStore(
	context: IExecuteFunctions,
	{ keyCheckDelay }: Timing,
): Promise<IdempotencyKeyStore> {
	const store = context.getContext('node');
	const claimedKeys = (store.propexoAdmitted ??= {}) as Record<string, string>;
	const run = context.getWorkflowDataProxy(0).$runIndex as number;
	const itemSlot = (item: number): string => `${run}:${item}`;
	const record = async (keys: string[]): Promise<Set<string>> => {
		const { new: newKeys } = await context.helpers.checkProcessedAndRecord(keys, SCOPE, ENTRIES);
		return new Set(newKeys.map(String));
	};
	const createStore = async (): Promise<void> => {
		if (!(await context.helpers.getProcessedDataCount(SCOPE, ENTRIES))) await record([]);
	};
	// Two first executions may create the value concurrently, and one fails: here, where no key is at stake.
	await withMutex(createStore).catch((error: Error) =>
		context.logger.debug(`The idempotency key store wasn't created: ${error.message}`),
	);

	const release = async (notWritten: readonly number[]): Promise<void> => {
		const keys = notWritten.flatMap((item) => claimedKeys[itemSlot(item)] ?? []);
		if (keys.length) await context.helpers.removeProcessed(keys, SCOPE, ENTRIES);
		for (const item of notWritten) delete claimedKeys[itemSlot(item)];
	};
	const heldKeys = (): string[] =>
		Object.entries(claimedKeys).flatMap(([slot, key]) => (slot.startsWith(`${run}:`) ? [key] : []));
	const reassert = async (): Promise<void> => {
		if (!heldKeys().length) return;
		let clean = 0;
		for (let attempt = 0; attempt < MAX_REASSERT_ATTEMPTS; attempt++) {
			const missingKeys = await withMutex(async () => await record(heldKeys()));
			clean = missingKeys.size ? 0 : clean + 1;
			if (clean === CLEAN_CHECKS) return;
			// Jitter, so that two workers don't meet again.
			await sleep(keyCheckDelay * (0.5 + Math.random()));
		}
	};

	return {
		claim: async (keyed) =>
			await withMutex(async () => {
				// The Retry button may run the node with another operation, and so with other keys.
				const isClaimed = (one: KeyedItem): boolean =>
					claimedKeys[itemSlot(one.valid.item)] === fullKey(one);
				const unclaimed = keyed.filter((one) => !isClaimed(one));
				const newKeys = unclaimed.length
					? await record([...heldKeys(), ...unclaimed.map(fullKey)])
					: new Set<string>();
				for (const one of unclaimed.filter((each) => newKeys.has(fullKey(each))))
					claimedKeys[itemSlot(one.valid.item)] = fullKey(one);
				return {
					claimed: keyed.filter(isClaimed).map(({ valid }) => valid),
					alreadyWritten: keyed.filter((one) => !isClaimed(one)),
				};
			}),
		settle: async (notWritten) => {
			try {
				await withMutex(async () => await release(notWritten));
				await reassert();
			} catch (error) {
				const items = notWritten.length ? formatItems(notWritten) : '';
				context.logger.warn(ERRORS.keysNotSettled((error as Error).message, items));
			}
		},
	};
}
