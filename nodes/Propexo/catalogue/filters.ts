import { FILTER_SPECS, type FilterName, type FilterSpec } from './filterSpecs';
import { type PickerName, recordNoun, RECORDS } from './records';

/** An ID filter, which is selected from the list of its records. */
interface IdFilter {
	readonly type: 'id';
	readonly label: string;
	readonly description: string;
	readonly record: PickerName;
}

/** A filter of a Propexo list, by Propexo's name. */
export type Filter = { readonly name: string } & (
	Exclude<FilterSpec, { readonly type: 'id' }> | IdFilter
);

const toFilter = (name: FilterName): Filter => {
	const spec = FILTER_SPECS[name];
	if (spec.type !== 'id') return { name, ...spec };
	const description = `Only records for this ${recordNoun(spec.record)}`;
	return { name, label: RECORDS[spec.record].label, description, ...spec };
};

/** The filters with these names. */
export const filtersOf = (names: readonly FilterName[]): Filter[] => names.map(toFilter);

const REQUIRED_WITH_PMS_ID: ReadonlySet<string> = new Set<FilterName>([
	'integration_id',
	'x_property_id',
]);

/**
 * The filters that a filter by a PMS ID (`x_…`) requires, because such an ID is unique only
 * within a property of an integration.
 * https://docs.propexo.com/documentation/about-the-api/filtering
 */
export const requiredWith = (filter: Filter, all: readonly Filter[]): Filter[] =>
	filter.name.startsWith('x_')
		? all.filter(({ name }) => REQUIRED_WITH_PMS_ID.has(name) && name !== filter.name)
		: [];
