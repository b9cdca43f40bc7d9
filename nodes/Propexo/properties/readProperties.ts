import type { INodeProperties } from 'n8n-workflow';

import { type Filter, requiredWith } from '../catalogue/filters';
import type { PathId, ReadOperation } from '../catalogue/reads';
import { resourceLocator } from './fieldProperty';
import { DEFAULT_ORDER, pagingProperties } from './pagingProperties';
import { parameterName } from './parameterNames';

const typeOf = (filter: Filter): Partial<INodeProperties> => {
	switch (filter.type) {
		case 'id':
			return resourceLocator(filter.list);
		case 'text':
			return {
				type: 'string',
				default: '',
				...('placeholder' in filter && { placeholder: filter.placeholder }),
			};
		case 'date':
		case 'dateTime':
			return { type: 'dateTime', default: '' };
		case 'boolean':
			return { type: 'boolean', default: true };
		case 'enum': {
			const options = Object.entries(filter.values).map(([value, name]) => ({ name, value }));
			return { type: 'options', default: filter.default ?? options[0]?.value, options };
		}
	}
};

/** What a filter says, with what it cannot do without. */
const describe = (filter: Filter, all: readonly Filter[]): string => {
	const needed = requiredWith(filter, all).map(({ label }) => label);
	return needed.length
		? `${filter.description}. It needs ${needed.join(' and ')} as well.`
		: filter.description;
};

/** The parameter of a filter. */
export const filterProperty = (filter: Filter, all: readonly Filter[]): INodeProperties =>
	({
		displayName: filter.label,
		name: parameterName(filter.name),
		description: describe(filter, all),
		...typeOf(filter),
	}) as INodeProperties;

const byLabel = (a: INodeProperties, b: INodeProperties): number =>
	a.displayName.localeCompare(b.displayName);

/** The Filters of a list. */
export const filterCollection = (
	filters: readonly Filter[],
	show: Record<string, string[]>,
): INodeProperties => ({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	displayOptions: { show },
	options: filters.map((filter) => filterProperty(filter, filters)).sort(byLabel),
});

const idProperty = (
	{ name, label, list }: PathId,
	{ resource, operation }: ReadOperation,
): INodeProperties => ({
	displayName: label,
	name: parameterName(name),
	required: true,
	...resourceLocator(list),
	displayOptions: { show: { resource: [resource], operation: [operation] } },
	description: `The ${label.toLowerCase()}, by the ID that Propexo gave it`,
});

const orderBy: INodeProperties = {
	displayName: 'Order By',
	name: 'orderBy',
	type: 'string',
	default: DEFAULT_ORDER,
	placeholder: 'e.g. updated_at:desc',
	description:
		"Propexo's names of the fields to sort by, each with :asc or :desc, separated by commas. Records that change while they are read can be missed when they are sorted by what changes.",
};

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/**
 * The parameters of the reads: the id of the record, or how many of a list, which ones and in
 * which order.
 */
export function readProperties(reads: readonly ReadOperation[]): INodeProperties[] {
	const lists = reads.filter(({ gives }) => gives === 'list');
	const show = {
		resource: unique(lists.map(({ resource }) => resource)),
		operation: unique(lists.map(({ operation }) => operation)),
	};
	return [
		...reads.flatMap((read) => (read.pathId ? [idProperty(read.pathId, read)] : [])),
		...pagingProperties(show),
		...lists.map(({ resource, operation, filters }) =>
			filterCollection(filters, { resource: [resource], operation: [operation] }),
		),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			displayOptions: { show },
			options: [orderBy],
		},
	];
}
