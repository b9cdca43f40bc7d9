import type { RecordName } from './records';

interface CommonField {
	/** Propexo's name. */
	readonly name: string;
	readonly required: boolean;
	/** Overrides the common label and description where this operation means something else. */
	readonly label?: string;
	readonly description?: string;
}

export interface StringField extends CommonField {
	readonly type: 'string';
	/** The record that it is the ID of. */
	readonly idOf?: RecordName;
	readonly minLength?: number;
	readonly maxLength?: number;
	/** A regular expression that the whole text has to match. */
	readonly pattern?: string;
	readonly format?: 'email' | 'uri';
	/** Masked in the form, such as bank account numbers. */
	readonly isSensitive?: boolean;
}

export interface EnumField extends CommonField {
	readonly type: 'enum';
	readonly enum: readonly string[];
}

export interface BooleanField extends CommonField {
	readonly type: 'boolean';
}

/** A name that ends in `_in_cents` holds whole cents, whatever numeric type Propexo prints for it. */
export interface NumberField extends CommonField {
	readonly type: 'integer' | 'number';
	readonly min?: number;
	readonly exclusiveMin?: number;
	readonly max?: number;
}

export interface DateField extends CommonField {
	/** `dateTime` takes a full ISO date-time only; `dateOrDatetime` takes YYYY-MM-DD too. */
	readonly type: 'dateTime' | 'dateOrDatetime';
}

export interface ListField extends CommonField {
	readonly type: 'array';
	readonly minItems?: number;
	/** The fields of a row, where every row has the same shape. */
	readonly items?: readonly PlainField[];
	/** The two shapes of a row: the first for rows with the field `discriminator`, the second for the others. */
	readonly union?: readonly [readonly PlainField[], readonly PlainField[]];
	readonly discriminator?: string;
	/** Its documentation is incomplete: a row may have more fields than are listed. */
	readonly allowsUnknownFields?: boolean;
}

/** Propexo's limits for a file. */
export interface FileLimits {
	/** The size limit of one file, in base64 characters. */
	readonly maxBase64?: number;
	readonly mimeType?: string;
}

/** A list of files, each from a binary property of the input item. */
export interface FileListField extends CommonField {
	readonly type: 'array';
	readonly items: readonly StringField[];
	readonly files: FileLimits;
}

export interface FileField extends CommonField {
	readonly type: 'object';
	readonly fields: readonly StringField[];
	readonly files: FileLimits;
}

/** A field that holds one value. */
export type PlainField = StringField | EnumField | BooleanField | NumberField | DateField;

/** One field of a Propexo request body, as documented. */
export type Field = PlainField | ListField | FileListField | FileField;

type Details<F extends PlainField> = Omit<F, 'name' | 'required' | 'type'>;

/** Lengths are in characters. */
export const text = (name: string, details: Details<StringField> = {}): StringField => ({
	name,
	type: 'string',
	required: false,
	...details,
});

export const enumeration = (name: string, values: readonly string[]): EnumField => ({
	name,
	type: 'enum',
	required: false,
	enum: values,
});

export const boolean = (name: string): BooleanField => ({ name, type: 'boolean', required: false });

export const id = (name: string, idOf: RecordName): StringField => text(name, { idOf });

/** A whole number; an amount in cents when the name ends in `_in_cents`. */
export const integer = (name: string, details: Details<NumberField> = {}): NumberField => ({
	name,
	type: 'integer',
	required: false,
	...details,
});

export const number = (name: string, details: Details<NumberField> = {}): NumberField => ({
	...integer(name, details),
	type: 'number',
});

/** A date that Propexo takes as YYYY-MM-DD or as a full ISO date-time. */
export const date = (name: string): DateField => ({
	name,
	type: 'dateOrDatetime',
	required: false,
});

/** A date that Propexo takes as a full ISO date-time only. */
export const dateTime = (name: string): DateField => ({ name, type: 'dateTime', required: false });

export const list = (
	name: string,
	items: readonly PlainField[],
	details: Pick<ListField, 'minItems' | 'allowsUnknownFields'> = {},
): ListField => ({ name, type: 'array', required: false, items, ...details });

/** A list of objects of two shapes, distinguished by whether they have the discriminator. */
export const unionList = (
	name: string,
	discriminator: string,
	union: NonNullable<ListField['union']>,
): ListField => ({
	name,
	type: 'array',
	required: false,
	minItems: 1,
	union,
	discriminator,
});

/** The fields of a row in the form: of two shapes those of both, required where both require them. */
export function rowFields({ items = [], union }: ListField): readonly PlainField[] {
	if (!union) return items;
	const [first, second] = union;
	const inSecond = new Map(second.map((field) => [field.name, field]));
	const merged = first.map((field) => ({
		...field,
		required: field.required && inSecond.get(field.name)?.required === true,
	}));
	const names = new Set(first.map(({ name }) => name));
	return [
		...merged,
		...second
			.filter(({ name }) => !names.has(name))
			.map((field) => ({ ...field, required: false })),
	];
}

const filePart = (name: string, { maxBase64 }: FileLimits): StringField => ({
	name,
	type: 'string',
	required: true,
	...(name === 'file_data' && maxBase64 !== undefined && { maxLength: maxBase64 }),
});

export const files = (name: string, limits: FileLimits): FileListField => ({
	name,
	type: 'array',
	required: false,
	items: ['file_data', 'file_name', 'mime_type'].map((part) => filePart(part, limits)),
	files: limits,
});

export const file = (name: string, parts: readonly string[], limits: FileLimits): FileField => ({
	name,
	type: 'object',
	required: false,
	fields: parts.map((part) => filePart(part, limits)),
	files: limits,
});

export const isFile = (field: Field): field is FileListField | FileField => 'files' in field;

/** Whether a field is a list of rows, and not of files. */
export const isList = (field: Field): field is ListField =>
	field.type === 'array' && !isFile(field);

export const isPlain = (field: Field): field is PlainField =>
	field.type !== 'array' && field.type !== 'object';

export function required(...fields: PlainField[]): PlainField[];
export function required(...fields: Field[]): Field[];
export function required(...fields: Field[]): Field[] {
	return fields.map((field) => ({ ...field, required: true }));
}

/** Whether a field is an amount of money, which is always whole cents. */
export const isAmount = (field: Field): field is NumberField =>
	(field.type === 'integer' || field.type === 'number') && field.name.endsWith('_in_cents');
