import { createHash } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import type { ListRecord } from '../catalogue/pickers';
import type { Client } from '../transport/client';
import type { HttpOutcome } from '../transport/httpOutcome';

/** Propexo's largest page: https://docs.propexo.com/documentation/about-the-api/pagination */
export const PAGE = 250;

/** The most pages of a list that are read for a search; more than that nobody would look through. */
const MAX_PAGES = 80;

/** How many pages are read at once. */
const CONCURRENCY = 5;

/** How long a list that was read stays good for the next letters of a search, in milliseconds. */
const CACHE_TTL_MS = 60_000;

/** How many lists are held at most; the oldest make room. */
const MAX_ENTRIES = 20;

/** A page of a list, with what Propexo says of the rest. */
export interface ListPage {
	readonly records: readonly ListRecord[];
	readonly hasMore: boolean;
	/** How many records there are in all, where Propexo says so. */
	readonly total: number | undefined;
}

/** Records, or the delivery that gave none. */
export type ListResult<T> = { readonly list: T } | { readonly delivery: HttpOutcome };

/**
 * Reads one page of a list. Where Propexo does not say whether there is more, a full page means
 * that there may be.
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
		delivery.kind === 'response' && delivery.status === 200 ? (delivery.body ?? {}) : {}
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
	for (let pages = 0; pages < MAX_PAGES; pages += CONCURRENCY) {
		const offsets = Array.from(
			{ length: pages ? CONCURRENCY : 1 },
			(_, index) => offset + index * PAGE,
		);
		const results = await Promise.all(
			offsets.map(async (from) => await readPage(client, path, query, from)),
		);
		const failed = results.find((result) => 'delivery' in result);
		if (failed) return failed as { delivery: HttpOutcome };
		const read = results.flatMap((result) => ('list' in result ? [result.list] : []));
		read.forEach((page) => page.records.forEach((record) => records.set(record.id, record)));
		if (!read.at(-1)?.hasMore) break;
		offset += offsets.length * PAGE;
	}
	return { list: [...records.values()] };
}

interface CacheEntry {
	readonly until: number;
	readonly records: readonly ListRecord[];
}

const cache = new Map<string, CacheEntry>();

const cacheKey = (account: string, path: string, query: IDataObject): string =>
	createHash('sha256')
		.update(JSON.stringify([account, path, query]))
		.digest('base64url');

const put = (key: string, records: readonly ListRecord[]): void => {
	cache.delete(key);
	cache.set(key, { until: Date.now() + CACHE_TTL_MS, records });
	for (const oldest of [...cache.keys()].slice(0, Math.max(0, cache.size - MAX_ENTRIES)))
		cache.delete(oldest);
};

/**
 * All records of a list. They are held for a minute, for the account they were read with only,
 * because a search asks again with every letter.
 */
export async function wholeList(
	client: Client,
	account: string,
	path: string,
	query: IDataObject,
): Promise<ListResult<readonly ListRecord[]>> {
	const key = cacheKey(account, path, query);
	const known = cache.get(key);
	if (known && known.until > Date.now()) return { list: known.records };
	const result = await readAll(client, path, query);
	if ('list' in result) put(key, result.list);
	return result;
}
