import type { INodeProperties } from 'n8n-workflow';

import type { Field, ListField, NumberField, PlainField, StringField } from '../catalogue/field';
import { LISTS, type ListName } from '../catalogue/lists';
import { termOf } from '../catalogue/vocabulary';
import { listParameters, parameterName } from './names';

/**
 * The name of the search behind a picker, as n8n calls it.
 * @param list a list of the catalogue
 */
export const searchMethod = (list: ListName): string => `search${list[0]!.toUpperCase()}${list.slice(1)}`;

/**
 * The choice of a record: from its list where there is one, or by its id.
 * @param list a list of the catalogue
 */
export const picker = (list?: ListName): Pick<INodeProperties, 'type' | 'default' | 'modes'> => ({
	type: 'resourceLocator',
	default: { mode: list ? 'list' : 'id', value: '' },
	modes: [
		...(list
			? [
					{
						displayName: 'From List',
						name: 'list',
						type: 'list' as const,
						placeholder: `Choose ${/^[aeiou]/.test(LISTS[list].noun) ? 'an' : 'a'} ${LISTS[list].noun}…`,
						typeOptions: { searchListMethod: searchMethod(list), searchable: true },
					},
				]
			: []),
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. cmf3k1x2y0001' },
	],
});

const stringParameter = (field: StringField): Partial<INodeProperties> =>
	field.idOf ? picker(field.idOf) : { type: 'string', default: '' };

/** No default amount: a number nobody typed must not look like one that was. */
const numberParameter = (field: NumberField): Partial<INodeProperties> => ({
	type: 'number',
	default: '',
	typeOptions: {
		...(field.min !== undefined && { minValue: field.min }),
		...(field.max !== undefined && { maxValue: field.max }),
		...(field.type === 'integer' && { numberPrecision: 0 }),
	},
});

const kindOf = (field: PlainField): Partial<INodeProperties> => {
	switch (field.type) {
		case 'string':
			return stringParameter(field);
		case 'integer':
		case 'number':
			return numberParameter(field);
		case 'dateTime':
		case 'dateOrDatetime':
			return { type: 'dateTime', default: '' };
	}
};

const isNumeric = (field: Field): field is NumberField => field.type === 'integer' || field.type === 'number';

/**
 * The parameter for one plain field.
 * @param field a field of the catalogue that is no list
 */
export const plainParameter = (field: PlainField): INodeProperties => {
	const { label, description, placeholder } = termOf(field);
	return {
		displayName: label,
		name: parameterName(field.name),
		description,
		...kindOf(field),
		...(field.required && { required: true }),
		...(placeholder && { placeholder }),
	} as INodeProperties;
};

/**
 * The parameters for a list of rows: the choice of input, the rows, and the JSON.
 * @param field a list of the catalogue
 */
export function listParametersOf(field: ListField): INodeProperties[] {
	const { label, description } = termOf(field);
	const names = listParameters(field.name);
	return [
		{
			displayName: `${label} Input`,
			name: names.input,
			type: 'options',
			default: 'fields',
			options: [
				{ name: 'Fields', value: 'fields', description: 'Add the rows one by one' },
				{ name: 'JSON', value: 'json', description: 'Give all rows as JSON, such as from an expression' },
			],
			description: `How to give ${label.toLowerCase()}`,
		},
		{
			displayName: label,
			name: names.rows,
			description: `${description}. To give them by an expression, choose JSON above.`,
			type: 'fixedCollection',
			placeholder: `Add ${label.replace(/s$/, '')}`,
			typeOptions: { multipleValues: true, sortable: true },
			default: { values: [{}] },
			required: field.required,
			displayOptions: { show: { [names.input]: ['fields'] } },
			options: [{ displayName: label, name: 'values', values: field.items.map(plainParameter) }],
		},
		{
			...rowsAsJson(field),
			required: field.required,
			displayOptions: { show: { [names.input]: ['json'] } },
		},
	];
}

/**
 * The JSON parameter for the rows of a list.
 * @param field a list of the catalogue
 */
export function rowsAsJson(field: ListField): INodeProperties {
	const { label } = termOf(field);
	const example = Object.fromEntries(field.items.filter((item) => item.required).map((item) => [item.name, isNumeric(item) ? 0 : '']));
	return {
		displayName: `${label} (JSON)`,
		name: listParameters(field.name).json,
		type: 'json',
		default: JSON.stringify([example], null, 2),
		description: "The rows as a JSON array, with Propexo's own field names",
	};
}
