import type { IDataObject } from 'n8n-workflow';

import { type Filter, requiredWith } from '../../catalogue/filters';
import { parseFilterValue } from '../../catalogue/schema/parseFilterValue';
import { extractLocatorValue } from '../../properties/extractLocatorValue';
import { parameterName } from '../../properties/parameterNames';
import type { Issue } from '../common/issues';

/** The part of a query that narrows a list, and what is wrong with it. */
export interface ParsedFilters {
	readonly query: Readonly<Record<string, string>>;
	readonly issues: readonly Issue[];
}

const inLocator = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && '__rl' in value
		? (value as { value?: unknown }).value
		: value;

const NOTHING =
	'is empty: its expression gave nothing. Let it give an empty text to leave the filter out';

const parseFilter = (filter: Filter, given: unknown): ParsedFilters => {
	const { name, label: field } = filter;
	if (inLocator(given) === undefined || inLocator(given) === null)
		return { query: {}, issues: [{ field, message: NOTHING }] };
	const value = extractLocatorValue(given);
	if (value === '') return { query: {}, issues: [] };
	const result = parseFilterValue(filter, value);
	return result.ok
		? { query: { [name]: result.value }, issues: [] }
		: { query: {}, issues: [{ field, message: result.error }] };
};

const missingCompanions = (filters: readonly Filter[], query: ParsedFilters['query']): Issue[] =>
	filters
		.filter(({ name }) => name in query)
		.flatMap((filter) => {
			const missing = requiredWith(filter, filters).filter(({ name }) => !(name in query));
			const needed = missing.map(({ label }) => label).join(' and ');
			return needed ? [{ field: filter.label, message: `needs ${needed} as well` }] : [];
		});

/**
 * The filters that a person has added. One that is empty text narrows nothing; but one whose
 * expression gave nothing is refused, because the list would be far longer than was meant.
 */
export function parseFilters(filters: readonly Filter[], values: IDataObject): ParsedFilters {
	const added = filters.filter(({ name }) => parameterName(name) in values);
	const all = added.map((filter) => parseFilter(filter, values[parameterName(filter.name)]));
	const query = Object.assign({}, ...all.map((one) => one.query)) as ParsedFilters['query'];
	const issues = all.flatMap((one) => one.issues);
	return { query, issues: issues.length ? issues : missingCompanions(filters, query) };
}
