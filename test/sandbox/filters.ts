import { z } from 'zod/v3';

import { contract, type ReadEndpoint } from './contract';
import { type Paging, pagingQuery } from './pagination';
import type { StoredRecord } from './records';
import { customIssue } from './responses';

const booleanText = z.enum(['true', 'false']);

/** How a filter compares, by its name; every other filter tests for equality. */
const COMPARISONS: Record<string, (record: Record<string, unknown>, value: string) => boolean> = {
	updated_at_gte: (record, value) => toMs(record.updated_at) >= toMs(value),
	updated_at_lte: (record, value) => toMs(record.updated_at) <= toMs(value),
	last_seen_gte: (record, value) => toMs(record.last_seen) >= toMs(value),
	last_seen_lte: (record, value) => toMs(record.last_seen) <= toMs(value),
	transaction_date_start: (record, value) => truncateTo(value, record.transaction_date) >= value,
	transaction_date_end: (record, value) =>
		record.transaction_date !== null && truncateTo(value, record.transaction_date) <= value,
	before_move_in_date: (record, value) => toMs(record.realized_move_in_date) < toMs(value),
	after_move_in_date: (record, value) => toMs(record.realized_move_in_date) > toMs(value),
	before_move_out_date: (record, value) => toMs(record.realized_move_out_date) < toMs(value),
	after_move_out_date: (record, value) => toMs(record.realized_move_out_date) > toMs(value),
	only_null_move_outs: (record, value) =>
		value !== 'true' || record.realized_move_out_date === null,
	refund_is_due: (record, value) => String(Number(record.refund_amount_due_in_cents) > 0) === value,
	invoice_id_not_null: (record, value) => value !== 'true' || record.invoice_id !== null,
};

/** A read's query, split into paging and filters by name. */
export interface ReadQuery {
	paging: Paging;
	filters: Record<string, string>;
}

/**
 * The schema of a read endpoint's query: paging and the documented filters; others are refused.
 * A filter by an id of the PMS (`x_…`) also needs the integration and the PMS's property id.
 * https://docs.propexo.com/documentation/about-the-api/filtering
 */
export function readQuery(endpoint: ReadEndpoint): z.ZodType<ReadQuery, z.ZodTypeDef, unknown> {
	const isFilter = (name: string) => !(name in pagingQuery.shape);
	const filters = Object.entries(endpoint.query).filter(([name]) => isFilter(name));
	const shape = Object.fromEntries(
		filters.map(([name, type]) => [name, filterType(type).optional()]),
	);
	return pagingQuery
		.extend(shape)
		.strict()
		.superRefine((query, context) => {
			const given = Object.keys(query);
			if (!given.some((name) => name.startsWith('x_'))) return;
			for (const needed of ['integration_id', 'x_property_id']) {
				if (needed in endpoint.query && !given.includes(needed)) {
					context.addIssue(customIssue([needed], 'Required with a filter by an id of the PMS'));
				}
			}
		})
		.transform((query) => ({
			paging: pagingQuery.parse(query),
			filters: Object.fromEntries(
				Object.entries(query)
					.filter(([name]) => isFilter(name))
					.map(([name, value]) => [name, String(value)]),
			),
		}));
}

/** True when a record passes all filters. A filter is compared with the facet of its name, or else with the field. */
export function matchesFilters(
	{ record, facets }: StoredRecord,
	filters: Record<string, string>,
): boolean {
	return Object.entries(filters).every(([name, value]) => {
		const compare = COMPARISONS[name];
		if (compare) return compare(record, value);
		const facet = facets[name];
		if (facet !== undefined) return Array.isArray(facet) ? facet.includes(value) : facet === value;
		return String(record[name]) === value;
	});
}

function filterType(type: string | string[]): z.ZodTypeAny {
	if (Array.isArray(type)) return z.enum(type as [string, ...string[]]);
	if (type === 'vendor') return z.enum(contract.vendors as [string, ...string[]]);
	if (type === 'dateTime') return z.string().datetime({ offset: true });
	if (type.startsWith('boolean'))
		return type.endsWith('null') ? booleanText.or(z.literal('null')) : booleanText;
	return z.string();
}

/** Milliseconds of an ISO date or date-time; NaN, which no comparison passes, for anything else. */
function toMs(value: unknown): number {
	return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

/** A date cut to the length of the one it is compared with, so that a day includes all of its hours. */
function truncateTo(reference: string, value: unknown): string {
	return String(value ?? '').slice(0, reference.length);
}
