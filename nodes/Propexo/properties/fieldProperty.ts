import type { INodeProperties } from 'n8n-workflow';

import {
	type EnumField,
	type Field,
	type FileField,
	type FileListField,
	isCents,
	type ListField,
	type NumberField,
	type PlainField,
	rowFields,
	type StringField,
} from '../catalogue/fields';
import { termOf } from '../catalogue/labels';
import { isListed, type ListName, LISTS, type RecordName, UNLISTED } from '../catalogue/pickers';
import { fileParameterName, listParameters, parameterName } from './parameterNames';

/**
 * The name of the search behind a picker, as n8n calls it.
 * @param list a list of the catalogue
 */
export const searchMethod = (list: ListName): string =>
	`search${list[0]!.toUpperCase()}${list.slice(1)}`;

/** Shown when a list takes longer than so many milliseconds. */
const SLOW = {
	message: 'Propexo takes its time. A long list is read once and then searched quickly.',
	timeout: 4_000,
};

const ID_PLACEHOLDER = 'e.g. cmf3k1x2y0001';

type Picker = Pick<INodeProperties, 'type' | 'default' | 'modes'>;

/** "A unit" is said with a consonant. */
const articleOf = (noun: string): string => (/^(?!uni)[aeiou]/.test(noun) ? 'an' : 'a');

const pickFrom = (list: ListName): Picker => ({
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: `Choose ${articleOf(LISTS[list].noun)} ${LISTS[list].noun}…`,
			typeOptions: { searchListMethod: searchMethod(list), searchable: true, slowLoadNotice: SLOW },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: ID_PLACEHOLDER },
	],
});

const enterId = (hint?: string): Picker => ({
	type: 'resourceLocator',
	default: { mode: 'id', value: '' },
	modes: [
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: ID_PLACEHOLDER,
			...(hint && { hint }),
		},
	],
});

/**
 * The choice of a record: from its list where there is one, or by its id.
 * @param record what record it is, where the catalogue has a name for it
 */
export const picker = (record?: RecordName): Picker => {
	if (!record) return enterId();
	return isListed(record) ? pickFrom(record) : enterId(UNLISTED[record].hint);
};

const stringParameter = ({ idOf, isSensitive }: StringField): Partial<INodeProperties> =>
	idOf
		? picker(idOf)
		: { type: 'string', default: '', ...(isSensitive && { typeOptions: { password: true } }) };

/** A value as people write it: `MONEY_ORDER` and `MoneyOrder` are both Money Order; two letters stay as they are. */
const valueLabel = (value: string): string =>
	value
		.replace(/_/g, ' ')
		.replace(/([a-z])([A-Z])/g, (match, a: string, b: string) =>
			value.startsWith('e') ? match : `${a} ${b}`,
		)
		.replace(/[A-Z]{4,}/g, (word) => word[0]! + word.slice(1).toLowerCase());

/** No choice beforehand: what nobody chose must not look like it was chosen. */
const enumParameter = ({ enum: values }: EnumField): Partial<INodeProperties> => ({
	type: 'options',
	default: '',
	options: values
		.map((value) => ({ name: valueLabel(value), value }))
		.sort((a, b) => a.name.localeCompare(b.name)),
});

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
		case 'enum':
			return enumParameter(field);
		case 'boolean':
			return { type: 'boolean', default: false };
		case 'integer':
		case 'number':
			return numberParameter(field);
		case 'dateTime':
		case 'dateOrDatetime':
			return { type: 'dateTime', default: '' };
	}
};

const isNumeric = (field: Field): field is NumberField =>
	field.type === 'integer' || field.type === 'number';

/**
 * The parameter for one plain field.
 * @param field a field of the catalogue that is no list
 */
export const plainParameter = (field: PlainField): INodeProperties => {
	const {
		label,
		description,
		placeholder = isCents(field) ? 'e.g. 1250 for 12.50' : '',
	} = termOf(field);
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
	const rows = rowFields(field);
	// n8n makes an empty object of an expression that stands for the whole list: no rows must look unlike it.
	const atFirst = { values: field.required ? [{}] : [] };
	if (!rows.length) return [{ ...rowsAsJson(field), required: field.required }];
	return [
		{
			displayName: `${label} Input`,
			name: names.input,
			type: 'options',
			default: 'fields',
			options: [
				{ name: 'Fields', value: 'fields', description: 'Add the rows one by one' },
				{
					name: 'JSON',
					value: 'json',
					description: 'Give all rows as JSON, such as from an expression',
				},
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
			default: { ...atFirst },
			required: field.required,
			displayOptions: { show: { [names.input]: ['fields'] } },
			options: [{ displayName: label, name: 'values', values: rows.map(plainParameter) }],
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
	const { label, description } = termOf(field);
	const example = Object.fromEntries(
		rowFields(field)
			.filter((item) => item.required)
			.map((item) => [item.name, isNumeric(item) ? 0 : '']),
	);
	const json = field.required ? JSON.stringify([example], null, 2) : '[]';
	return {
		displayName: `${label} (JSON)`,
		name: listParameters(field.name).json,
		type: 'json',
		default: json,
		description: `${description}, as a JSON array with Propexo's own field names`,
	};
}

/**
 * The parameter that names the input fields which hold the files.
 * @param field a file, or a list of files
 */
export function fileParameter(field: FileField | FileListField): INodeProperties {
	const { label, description, placeholder } = termOf(field);
	const plural = field.type === 'array';
	const usual = field.required ? 'data' : '';
	return {
		displayName: `${label} Input Data Field Name${plural ? 's' : ''}`,
		name: fileParameterName(field.name, plural),
		type: 'string',
		default: usual,
		required: field.required,
		description,
		...(placeholder && { placeholder }),
	};
}
