import type { INodeProperties } from 'n8n-workflow';

import {
	type EnumField,
	type Field,
	type FileField,
	type FileListField,
	isAmount,
	type ListField,
	type NumberField,
	type PlainField,
	rowFields,
	type StringField,
} from '../catalogue/fields';
import { fieldText } from '../catalogue/labels';
import {
	isListed,
	type PickerName,
	PICKERS,
	type RecordName,
	WITHOUT_LIST,
} from '../catalogue/pickers';
import { fileParameterName, listParameters, parameterName } from './parameterNames';

/** The name of the search behind a picker, as n8n calls it. */
export const searchMethod = (list: PickerName): string =>
	`search${list[0]!.toUpperCase()}${list.slice(1)}`;

/** Shown when a list takes longer than so many milliseconds. */
const SLOW_LOAD_NOTICE = {
	message: 'Propexo takes its time. A long list is read once and then searched quickly.',
	timeout: 4_000,
};

const ID_PLACEHOLDER = 'e.g. cmf3k1x2y0001';

type Picker = Pick<INodeProperties, 'type' | 'default' | 'modes'>;

/** "A unit" is said with a consonant. */
const articleOf = (noun: string): string => (/^(?!uni)[aeiou]/.test(noun) ? 'an' : 'a');

const fromList = (list: PickerName): Picker => ({
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: `Choose ${articleOf(PICKERS[list].noun)} ${PICKERS[list].noun}…`,
			typeOptions: {
				searchListMethod: searchMethod(list),
				searchable: true,
				slowLoadNotice: SLOW_LOAD_NOTICE,
			},
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: ID_PLACEHOLDER },
	],
});

const byId = (hint?: string): Picker => ({
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

/** The choice of a record: from its list where there is one, or by its id. */
export const resourceLocator = (record?: RecordName): Picker => {
	if (!record) return byId();
	return isListed(record) ? fromList(record) : byId(WITHOUT_LIST[record].hint);
};

const stringProperty = ({ idOf, isSensitive }: StringField): Partial<INodeProperties> =>
	idOf
		? resourceLocator(idOf)
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
const enumProperty = ({ enum: values }: EnumField): Partial<INodeProperties> => ({
	type: 'options',
	default: '',
	options: values
		.map((value) => ({ name: valueLabel(value), value }))
		.sort((a, b) => a.name.localeCompare(b.name)),
});

/** No default amount: a number nobody typed must not look like one that was. */
const numberProperty = (field: NumberField): Partial<INodeProperties> => ({
	type: 'number',
	default: '',
	typeOptions: {
		...(field.min !== undefined && { minValue: field.min }),
		...(field.max !== undefined && { maxValue: field.max }),
		...(field.type === 'integer' && { numberPrecision: 0 }),
	},
});

const typeOf = (field: PlainField): Partial<INodeProperties> => {
	switch (field.type) {
		case 'string':
			return stringProperty(field);
		case 'enum':
			return enumProperty(field);
		case 'boolean':
			return { type: 'boolean', default: false };
		case 'integer':
		case 'number':
			return numberProperty(field);
		case 'dateTime':
		case 'dateOrDatetime':
			return { type: 'dateTime', default: '' };
	}
};

const isNumeric = (field: Field): field is NumberField =>
	field.type === 'integer' || field.type === 'number';

/** The parameter for one plain field. */
export const plainProperty = (field: PlainField): INodeProperties => {
	const {
		label,
		description,
		placeholder = isAmount(field) ? 'e.g. 1250 for 12.50' : '',
	} = fieldText(field);
	return {
		displayName: label,
		name: parameterName(field.name),
		description,
		...typeOf(field),
		...(field.required && { required: true }),
		...(placeholder && { placeholder }),
	} as INodeProperties;
};

/** The parameters for a list of rows: the choice of input, the rows, and the JSON. */
export function listProperties(field: ListField): INodeProperties[] {
	const { label, description } = fieldText(field);
	const names = listParameters(field.name);
	const rows = rowFields(field);
	// n8n makes an empty object of an expression that stands for the whole list: no rows must look unlike it.
	const atFirst = { values: field.required ? [{}] : [] };
	if (!rows.length) return [{ ...rowsAsJsonProperty(field), required: field.required }];
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
			options: [{ displayName: label, name: 'values', values: rows.map(plainProperty) }],
		},
		{
			...rowsAsJsonProperty(field),
			required: field.required,
			displayOptions: { show: { [names.input]: ['json'] } },
		},
	];
}

/** The JSON parameter for the rows of a list. */
export function rowsAsJsonProperty(field: ListField): INodeProperties {
	const { label, description } = fieldText(field);
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

/** The parameter that names the input fields which hold the files. */
export function fileProperty(field: FileField | FileListField): INodeProperties {
	const { label, description, placeholder } = fieldText(field);
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
