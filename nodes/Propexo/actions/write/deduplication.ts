import { type IExecuteFunctions, sleep } from 'n8n-workflow';

import { TIMING } from '../../transport/timing';
import { expressionIssue } from '../common/issues';
import { itemTag } from '../common/itemTag';
import type { InvalidItem, ValidItem } from './validate';

/** What n8n keeps the keys by: for the whole workflow, each of them, without an end. */
const SCOPE = 'workflow';
const ENTRIES = { mode: 'entries' } as const;

/** A valid item with the key by which it is known over executions. */
export interface KeyedItem {
	readonly draft: ValidItem;
	readonly key: string;
}

/** An item whose key another item of the same run has, which comes before it. */
export interface DuplicateItem extends KeyedItem {
	readonly first: number;
}

/** Items that were let through, and items that were written before. */
export interface Claim {
	readonly fresh: readonly ValidItem[];
	readonly seen: readonly KeyedItem[];
}

/** Keeps what was written in one execution from being written in another. */
export interface IdempotencyKeyStore {
	/** Records the keys of items that are about to be sent, and tells the new ones from those that were written before. */
	admit(keyed: readonly KeyedItem[]): Promise<Claim>;
	/**
	 * Ends the run: forgets the keys of items that surely were not written, and sees to it that the
	 * others are there. It never throws, for what Propexo has accepted must be told in any case.
	 */
	close(unwritten: readonly number[]): Promise<void>;
}

const fullKey = ({ draft, key }: KeyedItem): string =>
	[draft.write.resource, draft.write.operation, draft.write.pms, key].join('\n');

const keyOf = (context: IExecuteFunctions, item: number): { key: string } | { fault: string } => {
	try {
		const { idempotencyKey } = context.getNodeParameter('options', item, {}) as {
			idempotencyKey?: unknown;
		};
		const key = String(idempotencyKey ?? '').trim();
		return key ? { key } : { fault: 'is required while Skip Already Written is on' };
	} catch (error) {
		return { fault: expressionIssue(error).message };
	}
};

/** The items with their keys; an item without one cannot be told from others. */
export function readKeys(
	context: IExecuteFunctions,
	drafts: readonly ValidItem[],
): { keyed: KeyedItem[]; without: InvalidItem[] } {
	const all = drafts.map((draft) => ({ draft, ...keyOf(context, draft.item) }));
	return {
		keyed: all.flatMap((one) => ('key' in one ? [{ draft: one.draft, key: one.key }] : [])),
		without: all.flatMap((one) =>
			'fault' in one
				? [{ item: one.draft.item, issues: [{ field: 'Idempotency Key', message: one.fault }] }]
				: [],
		),
	};
}

/**
 * Sets apart the items whose key an earlier item of the same run has: that item is written for them all.
 */
export function partitionDuplicates(keyed: readonly KeyedItem[]): {
	firsts: KeyedItem[];
	twins: DuplicateItem[];
} {
	const first = new Map([...keyed].reverse().map((one) => [fullKey(one), one]));
	const isFirst = (one: KeyedItem): boolean => first.get(fullKey(one)) === one;
	return {
		firsts: keyed.filter(isFirst),
		twins: keyed
			.filter((one) => !isFirst(one))
			.map((one) => ({ ...one, first: first.get(fullKey(one))!.draft.item })),
	};
}

/** The last change of keys that was begun in this process. */
let lastTurn: Promise<unknown> = Promise.resolve();

/** Does work after all that was asked for before it, in whichever execution of this process. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
	const turn = lastTurn.then(work, work);
	lastTurn = turn;
	return await turn;
}

/** How often the keys are looked for at the end; where another worker overwrites them, they are recorded again. */
const MOST_ROUNDS = 10;

/**
 * The gate of a node, over n8n's own store of what was processed. What was let through stays let
 * through over the tries of Retry On Fail, whose own memory knows what became of it.
 *
 * A key is recorded right before its item is sent, so that a crash leaves no keys of items that
 * were still waiting. n8n reads and writes the keys of a workflow as one value, without a lock:
 * so one change is made at a time in this process, and all keys of the run are recorded with each
 * change and at the end, because another worker may have written that value without them.
 */
export async function openKeyStore(context: IExecuteFunctions): Promise<IdempotencyKeyStore> {
	const store = context.getContext('node');
	const admitted = (store.propexoAdmitted ??= {}) as Record<string, string>;
	const run = context.getWorkflowDataProxy(0).$runIndex as number;
	const placeOf = (item: number): string => `${run}:${item}`;
	const record = async (keys: string[]): Promise<Set<string>> => {
		const { new: news } = await context.helpers.checkProcessedAndRecord(keys, SCOPE, ENTRIES);
		return new Set(news.map(String));
	};
	const prepare = async (): Promise<void> => {
		if (!(await context.helpers.getProcessedDataCount(SCOPE, ENTRIES))) await record([]);
	};
	// Two first executions at once both create the value, and one of them fails: here, where no key is at stake.
	await inTurn(prepare).catch((error: Error) =>
		context.logger.debug(`The keys were not prepared: ${error.message}`),
	);

	const forget = async (unwritten: readonly number[]): Promise<void> => {
		const keys = unwritten.flatMap((item) => admitted[placeOf(item)] ?? []);
		if (keys.length) await context.helpers.removeProcessed(keys, SCOPE, ENTRIES);
		for (const item of unwritten) delete admitted[placeOf(item)];
	};
	const kept = (): string[] =>
		Object.entries(admitted).flatMap(([place, key]) => (place.startsWith(`${run}:`) ? [key] : []));
	const confirm = async (): Promise<void> => {
		if (!kept().length) return;
		for (let round = 0; round < MOST_ROUNDS; round++) {
			const lost = await inTurn(async () => await record(kept()));
			if (round && !lost.size) return;
			// Uneven, so that two workers do not meet again.
			await sleep(TIMING.recheck * (0.5 + Math.random()));
		}
	};

	return {
		admit: async (keyed) =>
			await inTurn(async () => {
				// The Retry button may run the node with another operation, and so with other keys.
				const isAdmitted = (one: KeyedItem): boolean =>
					admitted[placeOf(one.draft.item)] === fullKey(one);
				const asking = keyed.filter((one) => !isAdmitted(one));
				const news = asking.length
					? await record([...kept(), ...asking.map(fullKey)])
					: new Set<string>();
				for (const one of asking.filter((each) => news.has(fullKey(each))))
					admitted[placeOf(one.draft.item)] = fullKey(one);
				return {
					fresh: keyed.filter(isAdmitted).map(({ draft }) => draft),
					seen: keyed.filter((one) => !isAdmitted(one)),
				};
			}),
		close: async (unwritten) => {
			try {
				await inTurn(async () => await forget(unwritten));
				await confirm();
			} catch (error) {
				const items = unwritten.map((item) => ` ${itemTag(item)}`).join('');
				context.logger.warn(
					`The Idempotency Keys could not be brought up to date: ${(error as Error).message}` +
						(items && `. Not written, but passed on as written next time:${items}`),
				);
			}
		},
	};
}
