import { IDEMPOTENCY_KEY } from '../../properties/writeOptions';
import { groupBy } from '../../utils/groupBy';
import { hash } from '../../utils/hash';
import { truncate } from '../../utils/truncate';
import { formatItems } from '../common/formatItems';
import { ISSUES } from '../messages';
import { bodyDigest } from './bodyDigest';
import type { IdempotencyKey, ItemKeys } from './idempotencyKey';
import { integrationIdOf } from './plan';
import { numberedRecordName } from './recordName';
import type { InvalidItem, ValidatedItems, ValidItem } from './validate';

/** Of a list of items in a message, in characters. */
const MAX_LENGTH = 100;

/** A valid item with its idempotency key. */
export type KeyedItem = ValidItem & { readonly key: IdempotencyKey };

/** An item with the same key and body as an earlier item of the run. */
export interface DuplicateItem {
	readonly duplicate: KeyedItem;
	readonly original: number;
}

export interface KeyAssignment extends ValidatedItems {
	/** The valid items with their keys; undefined where the option isn't set. */
	readonly keyed?: readonly KeyedItem[];
	/** Not among the valid items: the first item with a key is written for all of them. */
	readonly duplicates: readonly DuplicateItem[];
}

const invalidKey = ({ item, endpoint, body }: ValidItem, message: string): InvalidItem => ({
	item,
	issues: [{ field: IDEMPOTENCY_KEY.displayName, message }],
	record: numberedRecordName(endpoint, body),
});

/** Accounts, integrations and records of different types have keys of their own. */
const createKey = (baseUrl: string, one: ValidItem, text: string): KeyedItem => {
	const { endpoint, path, body } = one;
	const { resource, operation, pms } = endpoint;
	const scope = [baseUrl, integrationIdOf(body), resource, operation, pms, path];
	return { ...one, key: { text, hash: hash(...scope, text), digest: bodyDigest(body) } };
};

const isAmbiguous = ([first, ...others]: readonly KeyedItem[]): boolean =>
	others.some(({ key }) => key.digest !== first?.key.digest);

/**
 * Gives every valid item its idempotency key, if the option is set.
 * @param keys those of all input items
 */
export function assignKeys(
	baseUrl: string,
	valid: readonly ValidItem[],
	keys: ItemKeys | undefined,
): KeyAssignment {
	if (!keys) return { valid, invalid: [], duplicates: [] };
	const invalid: InvalidItem[] = [];
	const keyed: KeyedItem[] = [];
	for (const one of valid) {
		const text = keys[one.item]!;
		if (text.ok) keyed.push(createKey(baseUrl, one, text.value));
		else invalid.push(invalidKey(one, text.error));
	}
	const groups = [...groupBy(keyed, ({ key }) => key.hash).values()];
	for (const group of groups.filter(isAmbiguous)) {
		const items = truncate(formatItems(group.map(({ item }) => item)), MAX_LENGTH);
		const message = ISSUES.keyAmbiguous(group[0]!.key.text, items);
		for (const one of group) invalid.push(invalidKey(one, message));
	}
	const unambiguous = groups.filter((group) => !isAmbiguous(group));
	const first = unambiguous.map(([one]) => one!);
	return {
		keyed: first,
		valid: first,
		invalid,
		duplicates: unambiguous.flatMap(([original, ...others]) =>
			others.map((duplicate) => ({ duplicate, original: original!.item })),
		),
	};
}
