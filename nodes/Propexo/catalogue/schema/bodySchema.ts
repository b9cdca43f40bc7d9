import { z } from 'zod/v3';

import type { Endpoint } from '../endpoint';
import {
	type BooleanField,
	type EnumField,
	type Field,
	isAmount,
	isFile,
	type ListField,
	type NumberField,
	type StringField,
} from '../fields';
import { centsSchema } from './centsSchema';
import { type Body, checkRules } from './checkRules';
import { dateSchema } from './dateSchema';
import { isExactNumber, UNSAFE_INTEGER, validateId } from './validateId';

const NUMBER = /^-?\d+(\.\d+)?$/;

const numeric = z
	.unknown()
	.transform((value) =>
		typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : value,
	)
	.pipe(
		z
			.number({ required_error: 'must be a number', invalid_type_error: 'must be a number' })
			.finite('must be a number'),
	);

const numberSchema = (field: NumberField, value: z.ZodType<number, z.ZodTypeDef, unknown>) => {
	const { min, exclusiveMin, max } = field;
	let number = z.number();
	if (field.type === 'integer') number = number.int('must be a whole number');
	if (min !== undefined) number = number.min(min, `must be ${min} or more`);
	if (exclusiveMin !== undefined)
		number = number.gt(exclusiveMin, `must be more than ${exclusiveMin}`);
	if (max !== undefined) number = number.max(max, `must be ${max} or less`);
	return value.pipe(number);
};

/** A number where text is wanted: an id of digits, say. One that lost digits would name another record. */
const asText = z.unknown().transform((value, context): unknown => {
	if (typeof value !== 'number' || !Number.isFinite(value)) return value;
	if (isExactNumber(value)) return String(value);
	context.addIssue({ code: z.ZodIssueCode.custom, message: UNSAFE_INTEGER });
	return z.NEVER;
});

const notBlankId = (text: z.ZodString) =>
	text.superRefine((value, context) => {
		const message = validateId(value);
		if (message !== undefined) context.addIssue({ code: z.ZodIssueCode.custom, message });
	});

/** An ID of Propexo, which is picked from a list, or one of the PMS, which is entered. */
const isId = ({ idOf, name }: StringField): boolean => idOf !== undefined || name.endsWith('_id');

const stringSchema = (field: StringField) => {
	const { minLength, maxLength, pattern, format } = field;
	let text = z.string({ invalid_type_error: 'must be text' });
	if (minLength !== undefined)
		text = text.min(minLength, `must have ${minLength} characters or more`);
	if (maxLength !== undefined)
		text = text.max(maxLength, `must have ${maxLength} characters or fewer`);
	if (pattern !== undefined)
		text = text.regex(new RegExp(pattern), 'does not have the form that Propexo takes');
	if (format === 'email') text = text.email('must be an email address');
	if (format === 'uri') text = text.url('must be a web address, such as https://example.com');
	return asText.pipe(isId(field) ? notBlankId(text) : text);
};

const enumSchema = ({ enum: values }: EnumField) =>
	z.custom<string>(
		(value) => values.includes(value as string),
		`must be one of ${values.join(', ')}`,
	);

const booleanSchema = (_: BooleanField) =>
	z
		.unknown()
		.transform((value) => (value === 'true' ? true : value === 'false' ? false : value))
		.pipe(z.boolean({ invalid_type_error: 'must be true or false' }));

const rowSchema = ({ items = [], itemsAnyOf, shapeBy = '', isOpen }: ListField): z.ZodTypeAny => {
	if (!itemsAnyOf) return objectSchema(items, isOpen);
	const [first, second] = itemsAnyOf.map((shape) => objectSchema(shape));
	return z
		.record(z.unknown(), { invalid_type_error: 'must be an object' })
		.transform((row, context): unknown => {
			const result = (row[shapeBy] === undefined ? second! : first!).safeParse(row);
			if (result.success) return result.data;
			result.error.issues.forEach((issue) => context.addIssue(issue));
			return z.NEVER;
		});
};

const listSchema = (field: Field & { minItems?: number }, row: z.ZodTypeAny) => {
	const rows = z.array(row, { invalid_type_error: 'must be a list' });
	return rows.min(
		Math.max(field.minItems ?? 0, field.required ? 1 : 0),
		'must have at least one row',
	);
};

const fieldSchema = (field: Field): z.ZodTypeAny => {
	switch (field.type) {
		case 'string':
			return stringSchema(field);
		case 'integer':
		case 'number':
			return numberSchema(field, isAmount(field) ? centsSchema : numeric);
		case 'dateTime':
		case 'dateOrDatetime':
			return dateSchema(field.type === 'dateOrDatetime');
		case 'enum':
			return enumSchema(field);
		case 'boolean':
			return booleanSchema(field);
		case 'array':
			return listSchema(field, isFile(field) ? objectSchema(field.items) : rowSchema(field));
		case 'object':
			return objectSchema(field.fields, field.fields.length === 0);
	}
};

const REQUIRED = 'is required';

const isMissing = (field: Field, given: unknown): boolean =>
	given === undefined || given === null || (given === '' && !isAmount(field));

const propertySchema = (field: Field): z.ZodTypeAny => {
	const value = fieldSchema(field);
	if (!field.required) return value.optional();
	const present = z.unknown().superRefine((given, context) => {
		if (isMissing(field, given)) {
			context.addIssue({ code: z.ZodIssueCode.custom, message: REQUIRED, fatal: true });
		}
	});
	return present.pipe(value);
};

function objectSchema(fields: readonly Field[], isOpen = false): z.AnyZodObject {
	const members = Object.fromEntries(fields.map((field) => [field.name, propertySchema(field)]));
	const object = z.object(members, { invalid_type_error: 'must be an object' });
	return isOpen ? object.passthrough() : object.strict();
}

const createBodySchema = (write: Endpoint): z.ZodTypeAny =>
	objectSchema(write.fields, write.isOpen).superRefine((body, context) => {
		for (const { path, message } of checkRules(write.rules ?? [], body as Body)) {
			context.addIssue({ code: z.ZodIssueCode.custom, path: [path], message });
		}
	});

const schemas = new WeakMap<Endpoint, z.ZodTypeAny>();

/**
 * The schema of an operation's whole request body: takes raw values, gives the body to send,
 * with amounts as integers (cents) and dates as text. Fields it does not know are refused,
 * except where the operation's documentation was cut off.
 */
export const bodySchema = (operation: Endpoint): z.ZodTypeAny => {
	const known = schemas.get(operation);
	if (known) return known;
	const schema = createBodySchema(operation);
	schemas.set(operation, schema);
	return schema;
};
