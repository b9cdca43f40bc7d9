import type { RecordName } from './pickers';

/** What every field says of itself: Propexo's name, and whether the body must have it. */
interface Common {
	readonly name: string;
	readonly required: boolean;
	/** Replaces the vocabulary's label and description where this operation means something special. */
	readonly label?: string;
	readonly description?: string;
}

export interface StringField extends Common {
	readonly type: 'string';
	/** What it is the id of. */
	readonly idOf?: RecordName;
	readonly minLength?: number;
	readonly maxLength?: number;
	/** A regular expression that the whole text has to match. */
	readonly pattern?: string;
	readonly format?: 'email' | 'uri';
	/** Hidden on the screen, as bank account numbers are. */
	readonly isSensitive?: boolean;
}

export interface EnumField extends Common {
	readonly type: 'enum';
	readonly enum: readonly string[];
}

export interface BooleanField extends Common {
	readonly type: 'boolean';
}

/** A name that ends in `_in_cents` holds whole cents, whatever numeric type Propexo prints for it. */
export interface NumberField extends Common {
	readonly type: 'integer' | 'number';
	readonly min?: number;
	readonly exclusiveMin?: number;
	readonly max?: number;
}

export interface DateField extends Common {
	/** `dateTime` takes a full ISO date-time only; `dateOrDatetime` takes YYYY-MM-DD too. */
	readonly type: 'dateTime' | 'dateOrDatetime';
}

export interface ListField extends Common {
	readonly type: 'array';
	readonly minItems?: number;
	/** The fields of a row, where every row has the same shape. */
	readonly items?: readonly PlainField[];
	/** The shapes a row can have: the first for rows that name the field `shapeBy`, the second for the others. */
	readonly itemsAnyOf?: readonly [readonly PlainField[], readonly PlainField[]];
	readonly shapeBy?: string;
	/** Its documentation was cut off: a row may have more fields than are listed. */
	readonly isOpen?: boolean;
}

/** What a file of the input item turns into: the parts Propexo wants of it. */
export interface FileLimits {
	/** The most characters of base64 that one file may have. */
	readonly maxBase64?: number;
	/** The MIME type every file must have. */
	readonly mimeType?: string;
}

/** A list of files, or one file; each comes from a binary property of the input item. */
export interface FileListField extends Common {
	readonly type: 'array';
	readonly items: readonly StringField[];
	readonly files: FileLimits;
}

export interface FileField extends Common {
	readonly type: 'object';
	readonly fields: readonly StringField[];
	readonly files: FileLimits;
}

/** A field that holds one value. */
export type PlainField = StringField | EnumField | BooleanField | NumberField | DateField;

/** One field of a Propexo request body, as documented. */
export type Field = PlainField | ListField | FileListField | FileField;

type Details<F extends PlainField> = Omit<F, 'name' | 'required' | 'type'>;

/**
 * A string field.
 * @param details its limits, in characters
 */
export const text = (name: string, details: Details<StringField> = {}): StringField => ({
	name,
	type: 'string',
	required: false,
	...details,
});

/** One of a set of values. */
export const enumeration = (name: string, values: readonly string[]): EnumField => ({
	name,
	type: 'enum',
	required: false,
	enum: values,
});

/** Yes or no. */
export const boolean = (name: string): BooleanField => ({ name, type: 'boolean', required: false });

/** The id of a Propexo record. */
export const id = (name: string, idOf: RecordName): StringField => text(name, { idOf });

/** A whole number; an amount in cents when the name ends in `_in_cents`. */
export const integer = (name: string, details: Details<NumberField> = {}): NumberField => ({
	name,
	type: 'integer',
	required: false,
	...details,
});

/** A number. */
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

/** A list of objects. */
export const list = (
	name: string,
	items: readonly PlainField[],
	details: Pick<ListField, 'minItems' | 'isOpen'> = {},
): ListField => ({ name, type: 'array', required: false, items, ...details });

/** A list of objects of two shapes. */
export const unionList = (
	name: string,
	shapeBy: string,
	shapes: NonNullable<ListField['itemsAnyOf']>,
): ListField => ({
	name,
	type: 'array',
	required: false,
	minItems: 1,
	itemsAnyOf: shapes,
	shapeBy,
});

/**
 * The fields a form asks for in a row; of two shapes those of both, required where both want them.
 */
export function rowFields({ items = [], itemsAnyOf }: ListField): readonly PlainField[] {
	if (!itemsAnyOf) return items;
	const [first, second] = itemsAnyOf;
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

/** A list of files. */
export const files = (name: string, limits: FileLimits): FileListField => ({
	name,
	type: 'array',
	required: false,
	items: ['file_data', 'file_name', 'mime_type'].map((part) => filePart(part, limits)),
	files: limits,
});

/** One file. */
export const file = (name: string, parts: readonly string[], limits: FileLimits): FileField => ({
	name,
	type: 'object',
	required: false,
	fields: parts.map((part) => filePart(part, limits)),
	files: limits,
});

/** Whether a field comes from binary data. */
export const isFile = (field: Field): field is FileListField | FileField => 'files' in field;

/** Whether a field is a list of rows. */
export const isList = (field: Field): field is ListField =>
	field.type === 'array' && !isFile(field);

/** Whether a field holds one value. */
export const isPlain = (field: Field): field is PlainField =>
	field.type !== 'array' && field.type !== 'object';

/** The same fields, as ones the body must have. */
export function required(...fields: PlainField[]): PlainField[];
export function required(...fields: Field[]): Field[];
export function required(...fields: Field[]): Field[] {
	return fields.map((field) => ({ ...field, required: true }));
}

/** Whether a field holds money, which is always whole cents. */
export const isAmount = (field: Field): field is NumberField =>
	(field.type === 'integer' || field.type === 'number') && field.name.endsWith('_in_cents');
