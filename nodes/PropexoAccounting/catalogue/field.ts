import type { ListName } from './lists';

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
	/** The list a person picks this id from. */
	readonly idOf?: ListName;
	readonly minLength?: number;
	readonly maxLength?: number;
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
	readonly items: readonly PlainField[];
}

/** A field that holds one value. */
export type PlainField = StringField | NumberField | DateField;

/** One field of a Propexo request body, as documented. */
export type Field = PlainField | ListField;

type Details<F extends PlainField> = Omit<F, 'name' | 'required' | 'type'>;

/**
 * A string field.
 * @param name Propexo's name of it
 * @param details its limits, in characters
 */
export const text = (name: string, details: Details<StringField> = {}): StringField => ({
	name,
	type: 'string',
	required: false,
	...details,
});

/**
 * The id of a Propexo record.
 * @param name Propexo's name of the field
 * @param idOf the list to pick the record from
 */
export const id = (name: string, idOf: ListName): StringField => text(name, { idOf });

/**
 * A whole number; an amount in cents when the name ends in `_in_cents`.
 * @param name Propexo's name of it
 * @param details its bounds, in the field's own unit
 */
export const integer = (name: string, details: Details<NumberField> = {}): NumberField => ({
	name,
	type: 'integer',
	required: false,
	...details,
});

/**
 * A number.
 * @param name Propexo's name of it
 * @param details its bounds, in the field's own unit
 */
export const number = (name: string, details: Details<NumberField> = {}): NumberField => ({
	...integer(name, details),
	type: 'number',
});

/**
 * A date that Propexo takes as YYYY-MM-DD or as a full ISO date-time.
 * @param name Propexo's name of it
 */
export const date = (name: string): DateField => ({ name, type: 'dateOrDatetime', required: false });

/**
 * A date that Propexo takes as a full ISO date-time only.
 * @param name Propexo's name of it
 */
export const dateTime = (name: string): DateField => ({ name, type: 'dateTime', required: false });

/**
 * A list of objects.
 * @param name Propexo's name of it
 * @param items the fields of one row
 * @param details its least number of rows
 */
export const list = (
	name: string,
	items: readonly PlainField[],
	details: Pick<ListField, 'minItems'> = {},
): ListField => ({ name, type: 'array', required: false, items, ...details });

/**
 * The same fields, as ones the body must have.
 * @param fields fields as the builders above give them
 */
export function required(...fields: PlainField[]): PlainField[];
export function required(...fields: Field[]): Field[];
export function required(...fields: Field[]): Field[] {
	return fields.map((field) => ({ ...field, required: true }));
}

/**
 * Whether a field holds money, which is always whole cents.
 * @param field any field
 */
export const isCents = (field: Field): field is NumberField =>
	(field.type === 'integer' || field.type === 'number') && field.name.endsWith('_in_cents');
