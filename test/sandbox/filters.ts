import { z } from 'zod/v3';

import { customIssue } from './answers';
import { contract, type ReadEndpoint } from './contract';
import { type Paging, pagingQuery } from './listing';
import type { StoredRecord } from './records';

const booleanText = z.enum(['true', 'false']);

/** What a filter asks of a record, by the filter's name; every other filter asks for an equal value. */
const SPECIAL: Record<string, (record: Record<string, unknown>, wanted: string) => boolean> = {
	updated_at_gte: (record, wanted) => time(record.updated_at) >= time(wanted),
	updated_at_lte: (record, wanted) => time(record.updated_at) <= time(wanted),
	last_seen_gte: (record, wanted) => time(record.last_seen) >= time(wanted),
	last_seen_lte: (record, wanted) => time(record.last_seen) <= time(wanted),
	transaction_date_start: (record, wanted) => toLengthOf(wanted, record.transaction_date) >= wanted,
	transaction_date_end: (record, wanted) =>
		record.transaction_date !== null && toLengthOf(wanted, record.transaction_date) <= wanted,
	before_move_in_date: (record, wanted) => time(record.realized_move_in_date) < time(wanted),
	after_move_in_date: (record, wanted) => time(record.realized_move_in_date) > time(wanted),
	before_move_out_date: (record, wanted) => time(record.realized_move_out_date) < time(wanted),
	after_move_out_date: (record, wanted) => time(record.realized_move_out_date) > time(wanted),
	only_null_move_outs: (record, wanted) =>
		wanted !== 'true' || record.realized_move_out_date === null,
	refund_is_due: (record, wanted) =>
		String(Number(record.refund_amount_due_in_cents) > 0) === wanted,
	invoice_id_not_null: (record, wanted) => wanted !== 'true' || record.invoice_id !== null,
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

/** True when a record passes all filters. A filter is held against the record's field, or else a facet of that name. */
export function passes({ record, facets }: StoredRecord, filters: Record<string, string>): boolean {
	return Object.entries(filters).every(([name, wanted]) => {
		const special = SPECIAL[name];
		if (special) return special(record, wanted);
		const facet = facets[name];
		if (facet !== undefined)
			return Array.isArray(facet) ? facet.includes(wanted) : facet === wanted;
		return String(record[name]) === wanted;
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
function time(value: unknown): number {
	return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

/** The beginning of a date, as long as the one it is compared with, so that a day includes all of its hours. */
function toLengthOf(wanted: string, value: unknown): string {
	return String(value ?? '').slice(0, wanted.length);
}
