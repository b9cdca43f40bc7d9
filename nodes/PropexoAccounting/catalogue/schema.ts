import { z } from 'zod/v3';

import { calendar } from './calendar';
import { cents } from './cents';
import { isCents, type Field, type NumberField, type StringField } from './field';
import type { WriteOperation } from './operation';

/** A request body that was found valid, in Propexo's names. */
export type Body = Readonly<Record<string, unknown>>;

const NUMBER = /^-?\d+(\.\d+)?$/;

const numeric = z
	.unknown()
	.transform((value) => (typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : value))
	.pipe(
		z.number({ required_error: 'must be a number', invalid_type_error: 'must be a number' }).finite('must be a number'),
	);

const bounded = (field: NumberField, value: z.ZodType<number, z.ZodTypeDef, unknown>) => {
	const { min, exclusiveMin, max } = field;
	let number = z.number();
	if (field.type === 'integer') number = number.int('must be a whole number');
	if (min !== undefined) number = number.min(min, `must be ${min} or more`);
	if (exclusiveMin !== undefined) number = number.gt(exclusiveMin, `must be more than ${exclusiveMin}`);
	if (max !== undefined) number = number.max(max, `must be ${max} or less`);
	return value.pipe(number);
};

const written = (field: StringField) => {
	const { maxLength } = field;
	const { minLength } = field;
	let text = z.string({ invalid_type_error: 'must be text' });
	if (minLength !== undefined) text = text.min(minLength, `must have ${minLength} characters or more`);
	if (maxLength !== undefined) text = text.max(maxLength, `must have ${maxLength} characters or fewer`);
	return z
		.unknown()
		.transform((value) => (typeof value === 'number' ? String(value) : value))
		.pipe(text);
};

const valueOf = (field: Field): z.ZodTypeAny => {
	switch (field.type) {
		case 'string':
			return written(field);
		case 'integer':
		case 'number':
			return bounded(field, isCents(field) ? cents : numeric);
		case 'dateTime':
		case 'dateOrDatetime':
			return calendar(field.type === 'dateOrDatetime');
		case 'array':
			return z
				.array(objectOf(field.items), { invalid_type_error: 'must be a list' })
				.min(Math.max(field.minItems ?? 0, field.required ? 1 : 0), 'must have at least one row');
	}
};

const REQUIRED = 'is required';

const isMissing = (field: Field, given: unknown): boolean =>
	given === undefined || given === null || (given === '' && !isCents(field));

const memberOf = (field: Field): z.ZodTypeAny => {
	const value = valueOf(field);
	if (!field.required) return value.optional();
	const present = z.unknown().superRefine((given, context) => {
		if (isMissing(field, given)) {
			context.addIssue({ code: z.ZodIssueCode.custom, message: REQUIRED, fatal: true });
		}
	});
	return present.pipe(value);
};

const objectOf = (fields: readonly Field[]) =>
	z
		.object(Object.fromEntries(fields.map((field) => [field.name, memberOf(field)])), {
			invalid_type_error: 'must be an object',
		})
		.strict();

const schemas = new WeakMap<WriteOperation, z.ZodTypeAny>();

/**
 * The schema of an operation's whole request body: takes raw values, gives the body to send,
 * with amounts as integers (cents) and dates as text. Fields it does not know are refused.
 * @param operation an endpoint of the catalogue
 */
export const schemaOf = (operation: WriteOperation): z.ZodTypeAny => {
	const known = schemas.get(operation);
	if (known) return known;
	const schema = objectOf(operation.fields);
	schemas.set(operation, schema);
	return schema;
};
