import { createHash } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import type { ListRecord } from '../catalogue/pickers';
import type { Client } from '../transport/client';
import type { Delivery } from '../transport/http';

/** Propexo's largest page: https://docs.propexo.com/documentation/about-the-api/pagination */
export const PAGE = 250;

/** The most pages of a list that are read for a search; more than that nobody would look through. */
const MOST_PAGES = 80;

/** How many pages are read at once. */
const AT_ONCE = 5;

/** How long a list that was read stays good for the next letters of a search, in milliseconds. */
const FRESH = 60_000;

/** How many lists are held at most; the oldest make room. */
const MOST_LISTS = 20;

/** A page of a list, with what Propexo says of the rest. */
export interface ListPage {
	readonly records: readonly ListRecord[];
	readonly hasMore: boolean;
	/** How many records there are in all, where Propexo says so. */
	readonly total: number | undefined;
}

/** Records, or the delivery that gave none. */
export type ListResult<T> = { readonly list: T } | { readonly delivery: Delivery };

/**
 * Reads one page of a list. Where Propexo does not say whether there is more, a full page means
 * that there may be.
 * @param client Propexo
 * @param path the list's path
 * @param query its filters
 * @param offset where the page begins, in records
 */
export async function readPage(
	client: Client,
	path: string,
	query: IDataObject,
	offset: number,
): Promise<ListResult<ListPage>> {
	const delivery = await client.read(path, {
		...query,
		'order-by': 'created_at:asc,id:asc',
		limit: PAGE,
		offset,
	});
	const { results, meta } = (
		delivery.kind === 'answer' && delivery.status === 200 ? (delivery.body ?? {}) : {}
	) as {
		results?: ListRecord[];
		meta?: { hasMore?: unknown; total?: unknown } | null;
	};
	if (!Array.isArray(results)) return { delivery };
	const { hasMore, total } = meta ?? {};
	return {
		list: {
			records: results,
			hasMore:
				results.length > 0 && (typeof hasMore === 'boolean' ? hasMore : results.length === PAGE),
			total: typeof total === 'number' ? total : undefined,
		},
	};
}

async function readAll(
	client: Client,
	path: string,
	query: IDataObject,
): Promise<ListResult<ListRecord[]>> {
	const records = new Map<unknown, ListRecord>();
	let offset = 0;
	for (let pages = 0; pages < MOST_PAGES; pages += AT_ONCE) {
		const offsets = Array.from(
			{ length: pages ? AT_ONCE : 1 },
			(_, index) => offset + index * PAGE,
		);
		const results = await Promise.all(
			offsets.map(async (from) => await readPage(client, path, query, from)),
		);
		const failed = results.find((result) => 'delivery' in result);
		if (failed) return failed as { delivery: Delivery };
		const read = results.flatMap((result) => ('list' in result ? [result.list] : []));
		read.forEach((page) => page.records.forEach((record) => records.set(record.id, record)));
		if (!read.at(-1)?.hasMore) break;
		offset += offsets.length * PAGE;
	}
	return { list: [...records.values()] };
}

interface Held {
	readonly until: number;
	readonly records: readonly ListRecord[];
}

const held = new Map<string, Held>();

const keyOf = (account: string, path: string, query: IDataObject): string =>
	createHash('sha256')
		.update(JSON.stringify([account, path, query]))
		.digest('base64url');

const keep = (key: string, records: readonly ListRecord[]): void => {
	held.delete(key);
	held.set(key, { until: Date.now() + FRESH, records });
	for (const oldest of [...held.keys()].slice(0, Math.max(0, held.size - MOST_LISTS)))
		held.delete(oldest);
};

/**
 * All records of a list. They are held for a minute, for the account they were read with only,
 * because a search asks again with every letter.
 * @param client Propexo
 * @param account what tells one account from another, such as its token; only a hash of it is held
 * @param path the list's path
 * @param query its filters
 */
export async function wholeList(
	client: Client,
	account: string,
	path: string,
	query: IDataObject,
): Promise<ListResult<readonly ListRecord[]>> {
	const key = keyOf(account, path, query);
	const known = held.get(key);
	if (known && known.until > Date.now()) return { list: known.records };
	const result = await readAll(client, path, query);
	if ('list' in result) keep(key, result.list);
	return result;
}
