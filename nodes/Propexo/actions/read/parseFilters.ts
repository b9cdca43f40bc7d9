import { type IDataObject, isResourceLocatorValue } from 'n8n-workflow';

import { type Filter, requiredWith } from '../../catalogue/filters';
import { parseFilterValue } from '../../catalogue/schema/parseFilterValue';
import { parameterName } from '../../properties/parameterNames';
import { err, ok, type Result } from '../../utils/result';
import { trimSpace } from '../../utils/trimSpace';
import { type Issue, quoteValue } from '../common/issues';
import { ISSUES } from '../messages';

type Query = Readonly<Record<string, string>>;

/** The query part of one filter; text of white space only doesn't filter. */
const parseFilter = (filter: Filter, value: unknown, timeZone: string): Result<Query, Issue> => {
	const { name, label } = filter;
	const entered: unknown = isResourceLocatorValue(value) ? value.value : value;
	if (entered === undefined || entered === null)
		return err({ field: label, message: ISSUES.emptyFilter });
	if (typeof entered === 'string' && trimSpace(entered) === '') return ok({});
	const parsed = parseFilterValue(filter, entered, timeZone);
	if (parsed.ok) return ok({ [name]: parsed.value });
	return err({ field: label, message: quoteValue(parsed.error, entered) });
};

const missingCompanions = (filters: readonly Filter[], query: Query): Issue[] =>
	filters
		.filter(({ name }) => name in query)
		.flatMap((filter) => {
			const missing = requiredWith(filter, filters).filter(({ name }) => !(name in query));
			if (!missing.length) return [];
			const labels = missing.map(({ label }) => label);
			return [{ field: filter.label, message: ISSUES.requires(labels) }];
		});

/**
 * The query for the filters that were added to the form. A filter whose expression returned
 * nothing is refused, because the list would be far longer than was meant.
 * @param timeZone that of the workflow
 */
export function parseFilters(
	filters: readonly Filter[],
	values: IDataObject,
	timeZone: string,
): Result<Query, readonly Issue[]> {
	const added = filters.filter(({ name }) => parameterName(name) in values);
	const parsed = added.map((filter) =>
		parseFilter(filter, values[parameterName(filter.name)], timeZone),
	);
	const query: Query = Object.assign(
		{},
		...parsed.map((result) => (result.ok ? result.value : {})),
	);
	const issues = parsed.flatMap((result) => (result.ok ? [] : [result.error]));
	const all = issues.length ? issues : missingCompanions(filters, query);
	return all.length ? err(all) : ok(query);
}
