import type { IDataObject } from 'n8n-workflow';

import { getPath } from '../utils/getPath';
import { isRecord } from '../utils/guards';
import { err, ok, type Result } from '../utils/result';
import type { Client } from './client';
import { type HttpOutcome, isOk } from './httpOutcome';
import { type ListError, type Page, readPages } from './pagination';

/** Propexo's largest page, in records: https://docs.propexo.com/documentation/about-the-api/pagination */
const RECORD_PAGE = 250;

/**
 * The order in which lists are read by default: new records come last, and nothing moves.
 * https://docs.propexo.com/documentation/about-the-api/sorting
 */
export const DEFAULT_ORDER = 'created_at:asc,id:asc';

/** Propexo gives every record an ID; one without is identified by its content. */
const keyOf = (record: IDataObject): string => String(record.id ?? JSON.stringify(record));

/**
 * A page of a list. `meta.hasMore` may be null or missing: then a page that is shorter than it
 * could be (by what was asked for, and by the `meta.limit` that was applied) is the last one, and
 * so is a longer one: then the limit was ignored.
 */
const parsePage = (body: unknown, limit: number): Page<IDataObject> | undefined => {
	const rows = getPath(body, ['results']);
	if (!Array.isArray(rows) || !rows.every(isRecord)) return undefined;
	const meta = getPath(body, ['meta']);
	const hasMore = getPath(meta, ['hasMore']);
	const applied = getPath(meta, ['limit']);
	const full = typeof applied === 'number' && applied > 0 ? Math.min(limit, applied) : limit;
	return {
		rows,
		isLast: typeof hasMore === 'boolean' ? !hasMore : rows.length < full || rows.length > limit,
	};
};

/** What to read of a list. */
export interface RecordQuery {
	readonly path: string;
	/** Filters, and `order-by` where it isn't the default order. */
	readonly query: IDataObject;
}

export async function readRecordPage(
	client: Client,
	{ path, query }: RecordQuery,
	offset: number,
	limit = RECORD_PAGE,
): Promise<Result<Page<IDataObject>, HttpOutcome>> {
	const outcome = await client.read(path, { 'order-by': DEFAULT_ORDER, ...query, limit, offset });
	const page = isOk(outcome) ? parsePage(outcome.body, limit) : undefined;
	return page ? ok(page) : err(outcome);
}

/**
 * Reads a list of records, each one once.
 * @param limit the maximum number of records; Infinity for all
 * @param concurrency pages to read at the same time
 */
export const readRecords = async (
	client: Client,
	list: RecordQuery,
	limit: number,
	concurrency = 1,
): Promise<Result<readonly IDataObject[], ListError>> =>
	await readPages(
		{
			maxPageSize: RECORD_PAGE,
			concurrency,
			keyOf,
			read: async (offset, pageLimit) => await readRecordPage(client, list, offset, pageLimit),
		},
		limit,
	);

/** https://docs.propexo.com/api-reference/pms-generic-ap-is */
export async function readRecord(
	client: Client,
	path: string,
): Promise<Result<IDataObject, HttpOutcome>> {
	const outcome = await client.read(path);
	const record = isOk(outcome) ? getPath(outcome.body, ['results']) : undefined;
	return isRecord(record) ? ok(record) : err(outcome);
}
