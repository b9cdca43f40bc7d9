import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../utils/guards';
import { err, ok, type Result } from '../utils/result';
import type { Client } from './client';
import type { HttpOutcome, HttpResponse } from './http';
import { type ListResult, type Page, readPages } from './pagination';

/** Propexo's largest page, in records: https://docs.propexo.com/documentation/about-the-api/pagination */
export const RECORD_PAGE = 250;

/**
 * The default order of a list: new records come last, and nothing moves a record.
 * https://docs.propexo.com/documentation/about-the-api/sorting
 */
export const DEFAULT_ORDER = 'created_at:asc,id:asc';

/** A page of records. */
export interface RecordPage extends Page<IDataObject> {
	/** The number of records in the list, where Propexo states it. */
	readonly total?: number;
}

const isOk = (delivery: HttpOutcome): delivery is HttpResponse =>
	delivery.kind === 'answer' && delivery.status === 200;

const memberOf = (body: unknown, name: string): unknown =>
	isRecord(body) ? body[name] : undefined;

/** Propexo gives every record an id; one without is known by all that it holds. */
const keyOf = (record: IDataObject): string => String(record.id ?? JSON.stringify(record));

/**
 * A page of a list answer. `meta.hasMore` may be null or missing: then a page that is shorter
 * than it could be (by what was asked for, and by the `meta.limit` that was applied) is the last.
 */
const pageOf = (body: unknown, asked: number): RecordPage | undefined => {
	const rows = memberOf(body, 'results');
	if (!Array.isArray(rows) || !rows.every(isRecord)) return undefined;
	const meta = memberOf(body, 'meta');
	const hasMore = memberOf(meta, 'hasMore');
	const applied = memberOf(meta, 'limit');
	const full = typeof applied === 'number' && applied > 0 ? Math.min(asked, applied) : asked;
	const total = memberOf(meta, 'total');
	return {
		rows,
		isLast: typeof hasMore === 'boolean' ? !hasMore : rows.length < full,
		...(typeof total === 'number' && { total }),
	};
};

/** Reads one page of a list. */
export async function readRecordPage(
	client: Client,
	path: string,
	query: IDataObject,
	offset: number,
	limit = RECORD_PAGE,
): Promise<Result<RecordPage, HttpOutcome>> {
	const outcome = await client.read(path, { ...query, limit, offset });
	const page = isOk(outcome) ? pageOf(outcome.body, limit) : undefined;
	return page ? ok(page) : err(outcome);
}

/**
 * Reads a list of Propexo records, each once.
 * https://docs.propexo.com/documentation/about-the-api/pagination
 * @param most how many records at most; infinite for all
 */
export const readRecords = async (
	client: Client,
	path: string,
	query: IDataObject,
	most: number,
): Promise<ListResult<IDataObject>> =>
	await readPages(
		{
			largestPage: RECORD_PAGE,
			keyOf,
			read: async (offset, limit) => {
				const page = await readRecordPage(client, path, query, offset, limit);
				return page.ok ? { page: page.value } : { delivery: page.error };
			},
		},
		most,
	);

/** A record, or the delivery that gave none. */
export type RecordResult = { readonly record: IDataObject } | { readonly delivery: HttpOutcome };

/**
 * Reads one Propexo record.
 * https://docs.propexo.com/api-reference/pms-generic-ap-is
 */
export async function readRecord(client: Client, path: string): Promise<RecordResult> {
	const delivery = await client.read(path);
	const record = isOk(delivery) ? memberOf(delivery.body, 'results') : undefined;
	return isRecord(record) ? { record } : { delivery };
}
