import type { IExecuteFunctions } from 'n8n-workflow';

import type { BadDraft, GoodDraft } from './draft';
import { unreadable } from './issue';

/** What n8n keeps the keys by: for the whole workflow, each of them, without an end. */
const SCOPE = 'workflow';
const ENTRIES = { mode: 'entries' } as const;

/** A valid item with the key by which it is known over executions. */
export interface Keyed {
	readonly draft: GoodDraft;
	readonly key: string;
	/** The item of this run that has the same key and comes before. */
	readonly first?: number;
}

/** Items that were let through, and items that were written before. */
export interface Admission {
	readonly fresh: readonly GoodDraft[];
	readonly seen: readonly Keyed[];
}

/** Keeps what was written in one execution from being written in another. */
export interface Gate {
	/** Records the keys of the items that are new, and tells them from those that are not. */
	admit(keyed: readonly Keyed[]): Promise<Admission>;
	/** Forgets the keys of items that surely were not written. */
	release(items: readonly number[]): Promise<void>;
}

const fullKey = ({ draft, key }: Keyed): string =>
	[draft.write.resource, draft.write.operation, draft.write.pms, key].join('\n');

const withFirst = (one: Keyed, first: Keyed): Keyed =>
	first === one ? one : { ...one, first: first.draft.item };

const keyOf = (context: IExecuteFunctions, item: number): { key: string } | { fault: string } => {
	try {
		const { idempotencyKey } = context.getNodeParameter('options', item, {}) as { idempotencyKey?: unknown };
		const key = String(idempotencyKey ?? '').trim();
		return key ? { key } : { fault: 'is required while Skip Already Written is on' };
	} catch (error) {
		return { fault: unreadable(error).message };
	}
};

/**
 * The items with their keys; an item without one cannot be told from others.
 * @param context where n8n runs the node
 * @param drafts the valid items
 */
export function keyedDrafts(
	context: IExecuteFunctions,
	drafts: readonly GoodDraft[],
): { keyed: Keyed[]; without: BadDraft[] } {
	const all = drafts.map((draft) => ({ draft, ...keyOf(context, draft.item) }));
	return {
		keyed: all.flatMap((one) => ('key' in one ? [{ draft: one.draft, key: one.key }] : [])),
		without: all.flatMap((one) =>
			'fault' in one ? [{ item: one.draft.item, issues: [{ field: 'Idempotency Key', message: one.fault }] }] : [],
		),
	};
}

/**
 * The gate of a node, over n8n's own store of what was processed. What was let through stays let
 * through over the tries of Retry On Fail, whose own memory knows what became of it.
 * @param context where n8n runs the node
 */
export function gateOf(context: IExecuteFunctions): Gate {
	const store = context.getContext('node');
	const admitted = (store.propexoAdmitted ??= {}) as Record<string, string>;
	const run = context.getWorkflowDataProxy(0).$runIndex as number;
	const placeOf = (item: number): string => `${run}:${item}`;

	return {
		async admit(keyed) {
			const before = keyed.filter(({ draft }) => admitted[placeOf(draft.item)] !== undefined);
			const asking = keyed.filter((one) => !before.includes(one));
			// n8n tells a key from one in its store, but not from another one of the same call.
			const first = new Map([...asking].reverse().map((one) => [fullKey(one), one]));
			const keys = [...first.keys()];
			const answer = keys.length ? await context.helpers.checkProcessedAndRecord(keys, SCOPE, ENTRIES) : { new: [] };
			const news = new Set(answer.new.map(String));
			const fresh = asking.filter((one) => first.get(fullKey(one)) === one && news.has(fullKey(one)));
			for (const one of fresh) admitted[placeOf(one.draft.item)] = fullKey(one);
			const through = new Set([...before, ...fresh]);
			return {
				fresh: keyed.filter((one) => through.has(one)).map(({ draft }) => draft),
				seen: asking.filter((one) => !through.has(one)).map((one) => withFirst(one, first.get(fullKey(one))!)),
			};
		},
		async release(items) {
			const keys = items.flatMap((item) => admitted[placeOf(item)] ?? []);
			if (keys.length) await context.helpers.removeProcessed(keys, SCOPE, ENTRIES);
			for (const item of items) delete admitted[placeOf(item)];
		},
	};
}
