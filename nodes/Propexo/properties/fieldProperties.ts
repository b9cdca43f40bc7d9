import type { INodeProperties } from 'n8n-workflow';

import { batchList, type WriteOperation } from '../catalogue/endpoint';
import { type Field, isFile, isList, rowFields } from '../catalogue/fields';
import { VOCABULARY } from '../catalogue/labels';
import { batchInput, batchLimits, ITEMS } from './batchProperties';
import { merge, type Placed, shownFor } from './displayOptions';
import { fileParameter, listParametersOf, plainParameter } from './fieldProperty';

const ORDER = new Map(Object.keys(VOCABULARY).map((name, index) => [name, index]));

/** Lists come last: what stood below their rows would be overlooked. */
const inOrder = (a: Field, b: Field): number =>
	Number(isList(a)) - Number(isList(b)) || (ORDER.get(a.name) ?? 0) - (ORDER.get(b.name) ?? 0);

/** What a form asks for: a batch asks for the fields of one row where every item is a row. */
const asked = (write: WriteOperation): Array<{ field: Field; inItems: boolean }> => {
	const batch = batchList(write);
	return [
		...write.fields.filter((field) => field !== batch).map((field) => ({ field, inItems: false })),
		...(batch ? rowFields(batch) : []).map((field) => ({ field, inItems: true })),
	];
};

const parametersOf = (field: Field, inItems: boolean): INodeProperties[] => {
	if (isList(field)) return listParametersOf(field);
	if (isFile(field)) return [fileParameter(field)];
	const parameter = plainParameter(field);
	return [inItems ? { ...parameter, displayOptions: { show: ITEMS } } : parameter];
};

/** Lists stand in the open even where they are optional: lines belong to what is written. */
const isInTheOpen = (field: Field): boolean => field.required || isList(field);

const requiredOnes = (writes: readonly WriteOperation[]): Placed[] => {
	const fields = writes.flatMap((write) =>
		asked(write)
			.filter(({ field }) => isInTheOpen(field))
			.map((one) => ({ ...one, write })),
	);
	return fields
		.sort((a, b) => inOrder(a.field, b.field))
		.flatMap(({ field, inItems, write }) =>
			parametersOf(field, inItems).map((parameter) => ({ parameter, writes: [write] })),
		);
};

const optionalOnes = (writes: readonly WriteOperation[]): Placed[] =>
	writes.flatMap((write) =>
		asked(write)
			.filter(({ field }) => !isInTheOpen(field))
			.flatMap(({ field }) =>
				parametersOf(field, false).map((parameter) => ({ parameter, writes: [write] })),
			),
	);

/** The ids in the path are no part of the body, so they are asked for however the body is given. */
const pathIds = (writes: readonly WriteOperation[]): Placed[] =>
	writes.flatMap((write) =>
		write.pathIds.map((field) => ({ parameter: plainParameter(field), writes: [write] })),
	);

const byLabel = (a: INodeProperties, b: INodeProperties): number =>
	a.displayName.localeCompare(b.displayName);

/** The optional fields of one operation, each shown for the PMS that take it. */
function additionalFields(
	family: readonly WriteOperation[],
	all: readonly WriteOperation[],
): INodeProperties[] {
	const optional = merge(optionalOnes(family));
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
	return shownFor({ parameter: collection, writes }, all, { specifyBody: ['fields'], ...also });
}

const families = (writes: readonly WriteOperation[]): WriteOperation[][] => [
	...writes
		.reduce((groups, write) => {
			const key = `${write.resource}.${write.operation}`;
			return groups.set(key, [...(groups.get(key) ?? []), write]);
		}, new Map<string, WriteOperation[]>())
		.values(),
];

/**
 * The parameters for every field of every endpoint: required ones in the open, optional ones
 * under Additional Fields, and one parameter for all endpoints that want the same field.
 * @param writes every endpoint of the catalogue
 */
export const fieldParameters = (writes: readonly WriteOperation[]): INodeProperties[] => [
	...batchInput(writes),
	...merge(pathIds(writes)).flatMap((one) => shownFor(one, writes)),
	...merge(requiredOnes(writes)).flatMap((one) =>
		shownFor(one, writes, { specifyBody: ['fields'] }),
	),
	...batchLimits(writes),
	...families(writes).flatMap((family) => additionalFields(family, writes)),
];
