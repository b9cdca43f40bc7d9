import { createHash } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import type { Client } from '../transport/client';
import type { HttpOutcome } from '../transport/http';
import { readRecordPage, type RecordPage } from '../transport/readRecords';
import { mapConcurrent } from '../utils/mapConcurrent';
import { ok, type Result } from '../utils/result';

/** The most pages of a list that are read for a search, so that one search can't take forever. */
const MAX_PAGES = 80;

const CONCURRENCY = 5;

/** How long a list is reused for the next letters of a search, in milliseconds. */
const CACHE_TTL_MS = 60_000;

const MAX_ENTRIES = 20;

/**
 * Reads a list with parallel requests. Steps are as long as the first page, because Propexo may
 * apply a smaller limit than it was sent.
 */
async function readAll(
	client: Client,
	path: string,
	query: IDataObject,
): Promise<Result<IDataObject[], HttpOutcome>> {
	const first = await readRecordPage(client, path, query, 0);
	if (!first.ok) return first;
	const pages: Array<Result<RecordPage, HttpOutcome>> = [first];
	const { rows, total = Infinity } = first.value;
	const offsets = Array.from(
		{ length: MAX_PAGES - 1 },
		(_, index) => (index + 1) * rows.length,
	).filter((offset) => offset < total);
	const isEnd = (page: Result<RecordPage, HttpOutcome>) =>
		!page.ok || page.value.isLast || page.value.rows.length === 0;
	await mapConcurrent(
		offsets,
		CONCURRENCY,
		async (offset) => pages.push(await readRecordPage(client, path, query, offset)),
		() => pages.some(isEnd),
	);
	const records = new Map<unknown, IDataObject>();
	for (const page of pages) {
		if (!page.ok) return page;
		page.value.rows.forEach((record) => records.set(record.id, record));
	}
	return ok([...records.values()]);
}

interface CacheEntry {
	readonly expiresAt: number;
	readonly records: readonly IDataObject[];
}

const cache = new Map<string, CacheEntry>();

const cacheKey = (account: string, path: string, query: IDataObject): string =>
	createHash('sha256')
		.update(JSON.stringify([account, path, query]))
		.digest('base64url');

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
	path: string,
	query: IDataObject,
): Promise<Result<readonly IDataObject[], HttpOutcome>> {
	const key = cacheKey(account, path, query);
	const cached = cache.get(key);
	if (cached && cached.expiresAt > Date.now()) return ok(cached.records);
	const result = await readAll(client, path, query);
	if (result.ok) put(key, result.value);
	return result;
}
