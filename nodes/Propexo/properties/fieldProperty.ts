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
import { fieldText, listInputLabel } from '../catalogue/labels';
import { inSentence } from '../catalogue/records';
import { fileParameterName, listParameters, parameterName } from './parameterNames';
import { resourceLocator } from './resourceLocator';

const stringProperty = ({ idOf, isSensitive }: StringField): Partial<INodeProperties> =>
	idOf
		? resourceLocator(idOf)
		: { type: 'string', default: '', ...(isSensitive && { typeOptions: { password: true } }) };

/** A value in words: `MONEY_ORDER` and `MoneyOrder` are both Money Order; short acronyms stay. */
const valueLabel = (value: string): string =>
	value
		.replace(/_/g, ' ')
		.replace(/([a-z])([A-Z])/g, (match, a: string, b: string) =>
			value.startsWith('e') ? match : `${a} ${b}`,
		)
		.replace(/[A-Z]{4,}/g, (word) => word[0]! + word.slice(1).toLowerCase());

/** No default: it would look like a choice of the user. */
const enumProperty = ({ enum: values }: EnumField): Partial<INodeProperties> => ({
	type: 'options',
	default: '',
	options: values
		.map((value) => ({ name: valueLabel(value), value }))
		.sort((a, b) => a.name.localeCompare(b.name)),
});

/** No default: it would look like an amount that the user entered. */
const numberProperty = ({ type, min, max }: NumberField): Partial<INodeProperties> => ({
	type: 'number',
	default: '',
	typeOptions: {
		...(min !== undefined && { minValue: min }),
		...(max !== undefined && { maxValue: max }),
		...(type === 'integer' && { numberPrecision: 0 }),
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

export const plainProperty = (field: PlainField): INodeProperties => {
	const {
		label,
		description,
		placeholder = isAmount(field) ? 'e.g. 1250 for $12.50' : '',
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

/** The parameters for a list of rows: how they are provided, the rows, and the JSON. */
export function listProperties(field: ListField): INodeProperties[] {
	const { label, description } = fieldText(field);
	const names = listParameters(field.name);
	const rows = rowFields(field);
	// n8n turns an expression for the whole list into an empty object: no rows must differ from it.
	const noRows = { values: field.required ? [{}] : [] };
	if (!rows.length) return [{ ...rowsAsJsonProperty(field), required: field.required }];
	return [
		{
			displayName: listInputLabel(field),
			name: names.input,
			type: 'options',
			default: 'fields',
			options: [
				{ name: 'Fields', value: 'fields', description: 'Add rows one by one' },
				{
					name: 'JSON',
					value: 'json',
					description: 'Provide all rows as JSON, such as from an expression',
				},
			],
			description: `How to provide the ${inSentence(label)}`,
		},
		{
			displayName: label,
			name: names.rows,
			description: `${description.replace(/\.$/, '')}. To provide them with an expression, set ${listInputLabel(field)} to JSON.`,
			type: 'fixedCollection',
			placeholder: `Add ${label.replace(/ies$/, 'y').replace(/s$/, '')}`,
			typeOptions: { multipleValues: true, sortable: true },
			default: { ...noRows },
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
		description: `${description.replace(/\.$/, '')}. A JSON array with Propexo's field names.`,
	};
}

/** The parameter that names the input fields with the files. */
export function fileProperty(field: FileField | FileListField): INodeProperties {
	const { label, description, placeholder } = fieldText(field);
	const plural = field.type === 'array';
	const initial = field.required ? 'data' : '';
	return {
		displayName: `${label} Input Data Field Name${plural ? 's' : ''}`,
		name: fileParameterName(field.name, plural),
		type: 'string',
		default: initial,
		required: field.required,
		description,
		...(placeholder && { placeholder }),
	};
}
