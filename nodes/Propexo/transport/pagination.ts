import type { HttpOutcome } from './http';

/** One page as it came. */
export interface Page<Row> {
	readonly rows: readonly Row[];
	/** Whether the source says that nothing comes after it. */
	readonly isLast: boolean;
}

/** A list that is read page by page, by offset and limit. */
export interface PagedList<Row> {
	/** Reads up to `limit` rows from row `offset` on, counted from 0; gives the delivery where there was no page. */
	readonly read: (
		offset: number,
		limit: number,
	) => Promise<{ readonly page: Page<Row> } | { readonly delivery: HttpOutcome }>;
	/** What makes a row the same one wherever it is met. */
	readonly keyOf: (row: Row) => string;
	/** The largest page of the source, in rows. */
	readonly largestPage: number;
}

/** The rows of a list; or the delivery that ended the reading; or that the list came to no end. */
export type ListResult<Row> =
	| { readonly rows: readonly Row[] }
	| { readonly delivery: HttpOutcome }
	| { readonly isEndless: true };

/** Where a page begins. */
export interface PageCursor {
	readonly offset: number;
	/** Whether the page begins with the last row of the page before, if nothing has moved meanwhile. */
	readonly overlaps: boolean;
	/** How many pages one after the other have brought nothing new. */
	readonly fruitless: number;
}

/** What the page at a place was like. */
export interface PageSummary {
	/** How many rows it had. */
	readonly length: number;
	/** How many of them were not known. */
	readonly fresh: number;
	/** Whether its first row was known. */
	readonly beginsKnown: boolean;
	readonly isLast: boolean;
}

/** So many pages without anything new are no longer rows that moved: the source ignores the offset. */
const MAX_PAGES_WITHOUT_NEW = 10;

/** Where a list begins. */
export const FIRST_PAGE: PageCursor = { offset: 0, overlaps: false, fruitless: 0 };

/**
 * Whether rows may lie unread before a page. Each page begins with the last row of the one
 * before; where it does not, rows before it were removed, and others have moved to their places.
 */
export const isGap = (
	{ overlaps }: PageCursor,
	{ beginsKnown }: Pick<PageSummary, 'beginsKnown'>,
): boolean => overlaps && !beginsKnown;

/**
 * Where the next page begins. It overlaps the one before by a row, and goes back a page where
 * there is a gap, so that no row is left out when others are added or removed meanwhile. A page
 * may be shorter than was asked for: the next one goes on where it really ended.
 * @returns `end` where the list is read, `endless` where it seems to have no end
 */
export function nextPage(
	place: PageCursor,
	found: PageSummary,
	pageSize: number,
): PageCursor | 'end' | 'endless' {
	const gap = isGap(place, found);
	if (!gap && (found.isLast || found.length === 0)) return 'end';
	const fruitless = found.fresh && !gap ? 0 : place.fruitless + 1;
	if (fruitless > MAX_PAGES_WITHOUT_NEW) return 'endless';
	const offset = gap
		? Math.max(0, place.offset - Math.max(1, pageSize - 1))
		: place.offset + Math.max(1, found.length - 1);
	const overlaps = gap ? offset > 0 : found.length > 1;
	return { offset, overlaps, fruitless };
}

/**
 * Reads a list, each row once, in the source's order.
 * @param most how many rows at most; infinite for all
 */
export async function readPages<Row>(
	{ read, keyOf, largestPage }: PagedList<Row>,
	most: number,
): Promise<ListResult<Row>> {
	const pageSize = Math.min(largestPage, most);
	const known = new Set<string>();
	const rows: Row[] = [];
	let place: PageCursor | 'end' | 'endless' = FIRST_PAGE;
	while (typeof place === 'object' && rows.length < most) {
		const result = await read(place.offset, pageSize);
		if ('delivery' in result) return result;
		const { page } = result;
		const beginsKnown = page.rows[0] !== undefined && known.has(keyOf(page.rows[0]));
		const before = known.size;
		if (!isGap(place, { beginsKnown })) {
			for (const row of page.rows) {
				if (rows.length < most && !known.has(keyOf(row))) rows.push(row);
				known.add(keyOf(row));
			}
		}
		const found = {
			length: page.rows.length,
			fresh: known.size - before,
			beginsKnown,
			isLast: page.isLast,
		};
		place = nextPage(place, found, pageSize);
	}
	return place === 'endless' ? { isEndless: true } : { rows };
}
