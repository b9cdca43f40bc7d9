import { z } from 'zod/v3';

import { contract } from './contract';
import type { SandboxOptions } from './options';

const ORDER = /^[a-z0-9_]+(:(asc|desc))?(,[a-z0-9_]+(:(asc|desc))?)*$/i;

/**
 * The query every list takes: at most 250 rows, sorted by any fields.
 * https://docs.propexo.com/documentation/about-the-api/pagination and .../sorting
 */
export const pagingQuery = z.object({
	offset: z.coerce.number().int().min(0).default(0),
	limit: z.coerce.number().int().min(0).max(250).default(100),
	'order-by': z
		.string()
		.regex(ORDER, 'Expected field:asc or field:desc, separated by commas')
		.default('created_at:desc'),
});

/** The query of the integrations list. */
export const integrationQuery = pagingQuery
	.extend({
		integration_vendor: z.enum(contract.vendors as [string, ...string[]]).optional(),
		is_archived: z.enum(['true', 'false']).optional(),
	})
	.strict();

/** Offset, limit and order of a list. */
export type Paging = z.infer<typeof pagingQuery>;

/** The `meta` of a list or a single record. */
export interface PageMeta {
	offset: number;
	limit: number;
	orderBy: Array<Record<string, string>>;
	hasMore?: boolean | null;
}

/** One page of rows with its `meta`. */
export function paginate<Row extends Record<string, unknown>>(
	rows: Row[],
	paging: Paging,
	hasMore: SandboxOptions['hasMore'],
): { results: Row[]; meta: PageMeta } {
	const { offset, limit } = paging;
	const results = sortRows(rows, paging['order-by']).slice(offset, offset + limit);
	return { results, meta: pageMeta(hasMore, paging, offset + limit < rows.length) };
}

/** A `meta`; without paging, that of a single record. */
export function pageMeta(
	hasMore: SandboxOptions['hasMore'],
	paging: Paging = pagingQuery.parse({}),
	more = false,
): PageMeta {
	const orderBy = parseOrderBy(paging['order-by']).map(([name, direction]) => ({
		[name]: direction,
	}));
	const meta = { offset: paging.offset, limit: paging.limit, orderBy };
	if (hasMore === 'absent') return meta;
	return { ...meta, hasMore: hasMore === 'null' ? null : more };
}

/** The fields to sort by, each with its direction; a bare field means ascending. */
function parseOrderBy(orderBy: string): Array<[name: string, direction: 'asc' | 'desc']> {
	return orderBy.split(',').map((part) => {
		const [name = '', direction] = part.split(':');
		return [name, direction?.toLowerCase() === 'desc' ? 'desc' : 'asc'];
	});
}

function sortRows<Row extends Record<string, unknown>>(rows: Row[], orderBy: string): Row[] {
	const by = parseOrderBy(orderBy);
	return [...rows].sort((a, b) => {
		for (const [name, direction] of by) {
			const order = compare(a[name], b[name]);
			if (order !== 0) return direction === 'asc' ? order : -order;
		}
		return 0;
	});
}

/** Numbers by size, everything else by its text; absent values last when ascending. */
function compare(a: unknown, b: unknown): number {
	if (a === b) return 0;
	if (a === null || a === undefined) return 1;
	if (b === null || b === undefined) return -1;
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	return String(a) < String(b) ? -1 : 1;
}
