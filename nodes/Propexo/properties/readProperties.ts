import type { INodeProperties } from 'n8n-workflow';

import { type Filter, requiredWith } from '../catalogue/filters';
import type { PathId, ReadOperation } from '../catalogue/reads';
import { DEFAULT_ORDER } from '../transport/readRecords';
import { byLabel } from './displayOptions';
import { optionsCollection } from './optionsCollection';
import { pagingProperties } from './pagingProperties';
import { parameterName } from './parameterNames';
import { resourceLocator } from './resourceLocator';

const typeOfFilter = (filter: Filter): Partial<INodeProperties> => {
	switch (filter.type) {
		case 'id':
			return resourceLocator(filter.record);
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

const describe = (filter: Filter, all: readonly Filter[]): string => {
	const required = requiredWith(filter, all).map(({ label }) => label);
	return required.length
		? `${filter.description}. Requires ${required.join(' and ')}.`
		: filter.description;
};

const filterProperty = (filter: Filter, all: readonly Filter[]): INodeProperties =>
	({
		displayName: filter.label,
		name: parameterName(filter.name),
		description: describe(filter, all),
		...typeOfFilter(filter),
	}) as INodeProperties;

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
	{ name, label, noun, record }: PathId,
	{ resource, operation }: ReadOperation,
): INodeProperties => ({
	displayName: label,
	name: parameterName(name),
	required: true,
	...resourceLocator(record),
	displayOptions: { show: { resource: [resource], operation: [operation] } },
	description: `The Propexo ID of the ${noun}`,
});

const orderBy: INodeProperties = {
	displayName: 'Order By',
	name: 'orderBy',
	type: 'string',
	default: DEFAULT_ORDER,
	placeholder: 'e.g. updated_at:desc',
	description:
		"Fields to sort by in Propexo's names, each with :asc or :desc, separated by commas. Sorting by a field that changes while pages are read can skip records.",
};

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

export function readProperties(reads: readonly ReadOperation[]): INodeProperties[] {
	const lists = reads.filter(({ returns }) => returns === 'list');
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
		optionsCollection(show, [orderBy]),
	];
}
