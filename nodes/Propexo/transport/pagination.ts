import { err, ok, type Result } from '../utils/result';
import type { HttpOutcome } from './httpOutcome';

export interface Page<Row> {
	readonly rows: readonly Row[];
	/** Whether the source says that nothing follows. */
	readonly isLast: boolean;
}

/** A list that is read page by page, by offset and limit. */
export interface PagedList<Row> {
	/** Reads up to `limit` rows from row `offset` on, counted from 0. */
	readonly read: (offset: number, limit: number) => Promise<Result<Page<Row>, HttpOutcome>>;
	/** Identifies a row wherever it is met. */
	readonly keyOf: (row: Row) => string;
	/** The largest page of the source, in rows. */
	readonly maxPageSize: number;
	/** Pages to read at the same time once the first one was full; 1 by default. */
	readonly concurrency?: number;
}

/** Why a list couldn't be read; `looping` where its pages repeat without end. */
export type ListError = HttpOutcome | { readonly kind: 'looping' };

export interface PageCursor {
	readonly offset: number;
	/** Whether the page begins with the last row of the previous one, unless rows have moved. */
	readonly overlaps: boolean;
	readonly pagesWithoutNew: number;
}

export interface PageSummary {
	readonly length: number;
	/** How many rows were new. */
	readonly newRows: number;
	/** Whether the first row was known. */
	readonly beginsKnown: boolean;
	readonly isLast: boolean;
}

/** So many pages without a new row aren't rows that moved: the source ignores the offset. */
const MAX_PAGES_WITHOUT_NEW = 10;

export const FIRST_PAGE: PageCursor = { offset: 0, overlaps: false, pagesWithoutNew: 0 };

/**
 * Whether rows may lie unread before a page. Each page begins with the last row of the previous
 * one; where it doesn't, earlier rows were removed and others have moved into their places.
 */
export const hasGap = (
	{ overlaps }: PageCursor,
	{ beginsKnown }: Pick<PageSummary, 'beginsKnown'>,
): boolean => overlaps && !beginsKnown;

/**
 * Where the next page begins. It overlaps the previous one by a row, and goes back a page where
 * there is a gap, so that no row is missed when others are added or removed meanwhile. A page may
 * be shorter than was asked for: the next one continues where it ended.
 */
export function nextPage(
	cursor: PageCursor,
	page: PageSummary,
	pageSize: number,
): PageCursor | 'end' | 'looping' {
	const gap = hasGap(cursor, page);
	if (!gap && (page.isLast || page.length === 0)) return 'end';
	const pagesWithoutNew = page.newRows && !gap ? 0 : cursor.pagesWithoutNew + 1;
	if (pagesWithoutNew > MAX_PAGES_WITHOUT_NEW) return 'looping';
	const offset = gap
		? Math.max(0, cursor.offset - Math.max(1, pageSize - 1))
		: cursor.offset + Math.max(1, page.length - 1);
	const overlaps = gap ? offset > 0 : page.length > 1;
	return { offset, overlaps, pagesWithoutNew };
}

/** Reads pages, and with them the next ones at the offsets where they begin if nothing moves. */
const createReader = <Row>(
	{ read, concurrency = 1 }: PagedList<Row>,
	lastLength: () => number,
): PagedList<Row>['read'] => {
	let ahead = new Map<number, ReturnType<PagedList<Row>['read']>>();
	const take = (offset: number): ReturnType<PagedList<Row>['read']> | undefined => {
		const page = ahead.get(offset);
		// A page that is asked for again has to be read again.
		ahead.delete(offset);
		return page;
	};
	return async (offset, limit) => {
		const started = take(offset);
		if (started) return await started;
		// The first page shows how long a page really is.
		const pages = offset === 0 ? 1 : concurrency;
		const stride = Math.max(1, lastLength() - 1);
		const offsets = Array.from({ length: pages }, (_, page) => offset + page * stride);
		ahead = new Map(offsets.map((start) => [start, read(start, limit)]));
		// Pages read ahead may never be asked for; their errors are those of the next read.
		for (const page of ahead.values()) page.catch(() => undefined);
		return await take(offset)!;
	};
};

/**
 * Reads a list, each row once, in the source's order.
 * @param limit the maximum number of rows; Infinity for all
 */
export async function readPages<Row>(
	list: PagedList<Row>,
	limit: number,
): Promise<Result<readonly Row[], ListError>> {
	const { keyOf, maxPageSize } = list;
	const pageSize = Math.min(maxPageSize, limit);
	let lastLength = pageSize;
	const read = createReader(list, () => lastLength);
	const seen = new Set<string>();
	const rows: Row[] = [];
	let cursor: PageCursor | 'end' | 'looping' = FIRST_PAGE;
	while (typeof cursor === 'object' && rows.length < limit) {
		const result = await read(cursor.offset, pageSize);
		if (!result.ok) return result;
		const page = result.value;
		lastLength = page.rows.length;
		const beginsKnown = page.rows[0] !== undefined && seen.has(keyOf(page.rows[0]));
		const seenBefore = seen.size;
		if (!hasGap(cursor, { beginsKnown })) {
			for (const row of page.rows) {
				if (rows.length < limit && !seen.has(keyOf(row))) rows.push(row);
				seen.add(keyOf(row));
			}
		}
		const newRows = seen.size - seenBefore;
		const summary = { length: page.rows.length, newRows, beginsKnown, isLast: page.isLast };
		cursor = nextPage(cursor, summary, pageSize);
	}
	return cursor === 'looping' ? err({ kind: 'looping' }) : ok(rows);
}
