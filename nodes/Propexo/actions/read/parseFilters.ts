import type { IDataObject } from 'n8n-workflow';

import { companionsOf, type Filter } from '../../catalogue/filters';
import { filterValue } from '../../catalogue/schema/parseFilterValue';
import { unwrap } from '../../properties/extractLocatorValue';
import { parameterName } from '../../properties/parameterNames';
import type { Issue } from '../common/issues';

/** The part of a query that narrows a list, and what is wrong with it. */
export interface ReadFilters {
	readonly query: Readonly<Record<string, string>>;
	readonly issues: readonly Issue[];
}

const inLocator = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && '__rl' in value
		? (value as { value?: unknown }).value
		: value;

const NOTHING =
	'is empty: its expression gave nothing. Let it give an empty text to leave the filter out';

const read = (filter: Filter, given: unknown): ReadFilters => {
	const { name, label: field } = filter;
	if (inLocator(given) === undefined || inLocator(given) === null)
		return { query: {}, issues: [{ field, message: NOTHING }] };
	const value = unwrap(given);
	if (value === '') return { query: {}, issues: [] };
	const result = filterValue(filter, value);
	return 'problem' in result
		? { query: {}, issues: [{ field, message: result.problem }] }
		: { query: { [name]: result.value }, issues: [] };
};

const lonely = (filters: readonly Filter[], query: ReadFilters['query']): Issue[] =>
	filters
		.filter(({ name }) => name in query)
		.flatMap((filter) => {
			const missing = companionsOf(filter, filters).filter(({ name }) => !(name in query));
			const needed = missing.map(({ label }) => label).join(' and ');
			return needed ? [{ field: filter.label, message: `needs ${needed} as well` }] : [];
		});

/**
 * The filters that a person has added. One that is empty text narrows nothing; but one whose
 * expression gave nothing is refused, because the list would be far longer than was meant.
 * @param filters every filter of the list
 * @param values the value of the Filters parameter
 */
export function readFilters(filters: readonly Filter[], values: IDataObject): ReadFilters {
	const added = filters.filter(({ name }) => parameterName(name) in values);
	const all = added.map((filter) => read(filter, values[parameterName(filter.name)]));
	const query = Object.assign({}, ...all.map((one) => one.query)) as ReadFilters['query'];
	const issues = all.flatMap((one) => one.issues);
	return { query, issues: issues.length ? issues : lonely(filters, query) };
}
