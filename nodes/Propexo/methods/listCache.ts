import type { IDataObject } from 'n8n-workflow';

import type { Client } from '../transport/client';
import type { ListError } from '../transport/pagination';
import { readRecords, type RecordQuery } from '../transport/readRecords';
import { hash } from '../utils/hash';
import { ok, type Result } from '../utils/result';

/** The most records that are read for a search, so that one search can't take forever. */
const MAX_RECORDS = 20_000;

/** Pages that are read at the same time. */
export const SEARCH_CONCURRENCY = 5;

/** How long a list is reused for the next letters of a search, in milliseconds. */
const CACHE_TTL_MS = 60_000;

const MAX_ENTRIES = 20;

interface CacheEntry {
	readonly expiresAt: number;
	readonly records: readonly IDataObject[];
}

const cache = new Map<string, CacheEntry>();

const cacheKey = (account: string, { path, query }: RecordQuery): string =>
	hash(account, path, query);

const put = (key: string, records: readonly IDataObject[]): void => {
	cache.delete(key);
	cache.set(key, { expiresAt: Date.now() + CACHE_TTL_MS, records });
	for (const oldest of [...cache.keys()].slice(0, Math.max(0, cache.size - MAX_ENTRIES)))
		cache.delete(oldest);
};

/**
 * All records of a list, cached for a minute because a search runs again with every letter.
 * @param account what tells one Propexo account from another: no account sees another's records
 */
export async function cachedList(
	client: Client,
	account: string,
	list: RecordQuery,
): Promise<Result<readonly IDataObject[], ListError>> {
	const key = cacheKey(account, list);
	const cached = cache.get(key);
	if (cached && cached.expiresAt > Date.now()) return ok(cached.records);
	const result = await readRecords(client, list, MAX_RECORDS, SEARCH_CONCURRENCY);
	if (result.ok) put(key, result.value);
	return result;
}
