import type { INodeProperties } from 'n8n-workflow';

import { batchListField, type Endpoint } from '../catalogue/endpoint';
import { type Field, isFile, isList, rowFields } from '../catalogue/fields';
import { FIELD_LABELS } from '../catalogue/labels';
import { batchInput, batchLimits, ITEMS } from './batchProperties';
import { mergeIdentical, type ScopedProperty, showFor } from './displayOptions';
import { fileProperty, listProperties, plainProperty } from './fieldProperty';

const ORDER = new Map(Object.keys(FIELD_LABELS).map((name, index) => [name, index]));

/** Lists come last: what stood below their rows would be overlooked. */
const byFormOrder = (a: Field, b: Field): number =>
	Number(isList(a)) - Number(isList(b)) || (ORDER.get(a.name) ?? 0) - (ORDER.get(b.name) ?? 0);

/** What a form asks for: a batch asks for the fields of one row where every item is a row. */
const formFields = (write: Endpoint): Array<{ field: Field; inItems: boolean }> => {
	const batch = batchListField(write);
	return [
		...write.fields.filter((field) => field !== batch).map((field) => ({ field, inItems: false })),
		...(batch ? rowFields(batch) : []).map((field) => ({ field, inItems: true })),
	];
};

const propertiesOf = (field: Field, inItems: boolean): INodeProperties[] => {
	if (isList(field)) return listProperties(field);
	if (isFile(field)) return [fileProperty(field)];
	const parameter = plainProperty(field);
	return [inItems ? { ...parameter, displayOptions: { show: ITEMS } } : parameter];
};

/** Lists stand in the open even where they are optional: lines belong to what is written. */
const isTopLevel = (field: Field): boolean => field.required || isList(field);

const requiredFields = (writes: readonly Endpoint[]): ScopedProperty[] => {
	const fields = writes.flatMap((write) =>
		formFields(write)
			.filter(({ field }) => isTopLevel(field))
			.map((one) => ({ ...one, write })),
	);
	return fields
		.sort((a, b) => byFormOrder(a.field, b.field))
		.flatMap(({ field, inItems, write }) =>
			propertiesOf(field, inItems).map((parameter) => ({ parameter, writes: [write] })),
		);
};

const optionalFields = (writes: readonly Endpoint[]): ScopedProperty[] =>
	writes.flatMap((write) =>
		formFields(write)
			.filter(({ field }) => !isTopLevel(field))
			.flatMap(({ field }) =>
				propertiesOf(field, false).map((parameter) => ({ parameter, writes: [write] })),
			),
	);

/** The ids in the path are no part of the body, so they are asked for however the body is given. */
const pathIds = (writes: readonly Endpoint[]): ScopedProperty[] =>
	writes.flatMap((write) =>
		write.pathIds.map((field) => ({ parameter: plainProperty(field), writes: [write] })),
	);

const byLabel = (a: INodeProperties, b: INodeProperties): number =>
	a.displayName.localeCompare(b.displayName);

/** The optional fields of one operation, each shown for the PMS that take it. */
function additionalFields(
	family: readonly Endpoint[],
	all: readonly Endpoint[],
): INodeProperties[] {
	const optional = mergeIdentical(optionalFields(family));
	const writes = family.filter((write) => optional.some((one) => one.writes.includes(write)));
	if (!optional.length) return [];
	const options = optional
		.map(({ parameter, writes: takers }) =>
			takers.length === writes.length
				? parameter
				: { ...parameter, displayOptions: { show: { '/pms': takers.map(({ pms }) => pms) } } },
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
	const also = family[0]?.batchOf ? ITEMS : {};
	return showFor({ parameter: collection, writes }, all, { specifyBody: ['fields'], ...also });
}

const byOperation = (writes: readonly Endpoint[]): Endpoint[][] => [
	...writes
		.reduce((groups, write) => {
			const key = `${write.resource}.${write.operation}`;
			return groups.set(key, [...(groups.get(key) ?? []), write]);
		}, new Map<string, Endpoint[]>())
		.values(),
];

/**
 * The parameters for every field of every endpoint: required ones in the open, optional ones
 * under Additional Fields, and one parameter for all endpoints that want the same field.
 */
export const fieldProperties = (writes: readonly Endpoint[]): INodeProperties[] => [
	...batchInput(writes),
	...mergeIdentical(pathIds(writes)).flatMap((one) => showFor(one, writes)),
	...mergeIdentical(requiredFields(writes)).flatMap((one) =>
		showFor(one, writes, { specifyBody: ['fields'] }),
	),
	...batchLimits(writes),
	...byOperation(writes).flatMap((family) => additionalFields(family, writes)),
];
