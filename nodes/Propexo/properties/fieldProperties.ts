import type { INodeProperties } from 'n8n-workflow';

import { batchListField, type Endpoint } from '../catalogue/endpoint';
import { type Field, isFile, isList, rowFields } from '../catalogue/fields';
import { formOrder } from '../catalogue/labels';
import { groupBy } from '../utils/groupBy';
import { batchInput, batchLimits, ITEMS } from './batchProperties';
import { byLabel, mergeIdentical, type ScopedProperty, showFor } from './displayOptions';
import { fileProperty, listProperties, plainProperty } from './fieldProperty';

/** Lists come last: fields below their rows would be overlooked. */
const byFormOrder = (a: Field, b: Field): number =>
	Number(isList(a)) - Number(isList(b)) || formOrder(a) - formOrder(b);

/** The fields of a form: those of a batch include the fields of one row, for items that are rows. */
const formFields = (endpoint: Endpoint): Array<{ field: Field; inItems: boolean }> => {
	const batch = batchListField(endpoint);
	return [
		...endpoint.fields
			.filter((field) => field !== batch)
			.map((field) => ({ field, inItems: false })),
		...(batch ? rowFields(batch) : []).map((field) => ({ field, inItems: true })),
	];
};

const propertiesOf = (field: Field, inItems: boolean): INodeProperties[] => {
	if (isList(field)) return listProperties(field);
	if (isFile(field)) return [fileProperty(field)];
	const parameter = plainProperty(field);
	return [inItems ? { ...parameter, displayOptions: { show: ITEMS } } : parameter];
};

/** Lists are at the top level even where they are optional: a bill's lines belong to the bill. */
const isTopLevel = (field: Field): boolean => field.required || isList(field);

const requiredFields = (endpoints: readonly Endpoint[]): ScopedProperty[] => {
	const fields = endpoints.flatMap((endpoint) =>
		formFields(endpoint)
			.filter(({ field }) => isTopLevel(field))
			.map((one) => ({ ...one, endpoint })),
	);
	return fields
		.sort((a, b) => byFormOrder(a.field, b.field))
		.flatMap(({ field, inItems, endpoint }) =>
			propertiesOf(field, inItems).map((parameter) => ({ parameter, endpoints: [endpoint] })),
		);
};

const optionalFields = (endpoints: readonly Endpoint[]): ScopedProperty[] =>
	endpoints.flatMap((endpoint) =>
		formFields(endpoint)
			.filter(({ field }) => !isTopLevel(field))
			.flatMap(({ field }) =>
				propertiesOf(field, false).map((parameter) => ({ parameter, endpoints: [endpoint] })),
			),
	);

/** The IDs in the path are not part of the body, so they are shown however the body is specified. */
const pathIds = (endpoints: readonly Endpoint[]): ScopedProperty[] =>
	endpoints.flatMap((endpoint) =>
		endpoint.pathIds.map((field) => ({ parameter: plainProperty(field), endpoints: [endpoint] })),
	);

/** The optional fields of one operation, each shown for the PMS that have it. */
function additionalFields(group: readonly Endpoint[], all: readonly Endpoint[]): INodeProperties[] {
	const optional = mergeIdentical(optionalFields(group));
	const endpoints = group.filter((endpoint) =>
		optional.some((one) => one.endpoints.includes(endpoint)),
	);
	if (!optional.length) return [];
	const options = optional
		.map(({ parameter, endpoints: owners }) =>
			owners.length === endpoints.length
				? parameter
				: { ...parameter, displayOptions: { show: { '/pms': owners.map(({ pms }) => pms) } } },
		)
		.sort(byLabel);
	const collection: INodeProperties = {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options,
	};
	const also = group[0]?.batchOf ? ITEMS : {};
	return showFor({ parameter: collection, endpoints }, all, { specifyBody: ['fields'], ...also });
}

const byOperation = (endpoints: readonly Endpoint[]): Endpoint[][] => [
	...groupBy(endpoints, ({ resource, operation }) => `${resource}.${operation}`).values(),
];

/**
 * The parameters for every field of every endpoint: required ones at the top level, optional
 * ones under Additional Fields, and one parameter for all endpoints with an identical field.
 */
export const fieldProperties = (endpoints: readonly Endpoint[]): INodeProperties[] => [
	...batchInput(endpoints),
	...mergeIdentical(pathIds(endpoints)).flatMap((one) => showFor(one, endpoints)),
	...mergeIdentical(requiredFields(endpoints)).flatMap((one) =>
		showFor(one, endpoints, { specifyBody: ['fields'] }),
	),
	...batchLimits(endpoints),
	...byOperation(endpoints).flatMap((group) => additionalFields(group, endpoints)),
];
