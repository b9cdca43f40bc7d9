import { isRecord } from '../../utils/guards';
import { trimSpace } from '../../utils/trimSpace';
import { z } from '../../utils/zod';
import type { Endpoint } from '../endpoint';
import {
	type BooleanField,
	type EnumField,
	type Field,
	isAmount,
	isFile,
	type ListField,
	type NumberField,
	rowFields,
	type StringField,
} from '../fields';
import { centsSchema } from './centsSchema';
import { type Body, checkRules } from './checkRules';
import { dateSchema } from './dateSchema';
import { SCHEMA_MESSAGES } from './schemaMessages';
import { isExactNumber, validateId } from './validateId';
import { isId, withoutUnset } from './withoutUnset';

const NUMBER = /^-?\d+(\.\d+)?$/;

const numeric = z
	.unknown()
	.transform((value) =>
		typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : value,
	)
	.pipe(
		z
			.number({
				required_error: SCHEMA_MESSAGES.number,
				invalid_type_error: SCHEMA_MESSAGES.number,
			})
			.finite(SCHEMA_MESSAGES.number),
	);

const numberSchema = (field: NumberField, value: z.ZodType<number, z.ZodTypeDef, unknown>) => {
	const { min, exclusiveMin, max } = field;
	let number = z.number();
	if (field.type === 'integer') number = number.int(SCHEMA_MESSAGES.wholeNumber);
	if (min !== undefined) number = number.min(min, SCHEMA_MESSAGES.min(min));
	if (exclusiveMin !== undefined)
		number = number.gt(exclusiveMin, SCHEMA_MESSAGES.moreThan(exclusiveMin));
	if (max !== undefined) number = number.max(max, SCHEMA_MESSAGES.max(max));
	return value.pipe(number);
};

/** Takes a number as text, such as an ID of digits. One that lost digits would name another record. */
const asText = z.unknown().transform((value, context): unknown => {
	if (typeof value !== 'number' || !Number.isFinite(value)) return value;
	if (isExactNumber(value)) return String(value);
	context.addIssue({ code: z.ZodIssueCode.custom, message: SCHEMA_MESSAGES.unsafeInteger });
	return z.NEVER;
});

const notBlankId = (text: z.ZodString) =>
	text.superRefine((value, context) => {
		const message = validateId(value);
		if (message !== undefined) context.addIssue({ code: z.ZodIssueCode.custom, message });
	});

const stringSchema = (field: StringField) => {
	const { minLength, maxLength, pattern, format } = field;
	let text = z.string({ invalid_type_error: SCHEMA_MESSAGES.text });
	if (minLength !== undefined) text = text.min(minLength, SCHEMA_MESSAGES.minLength(minLength));
	if (maxLength !== undefined) text = text.max(maxLength, SCHEMA_MESSAGES.maxLength(maxLength));
	if (pattern !== undefined) text = text.regex(new RegExp(pattern), SCHEMA_MESSAGES.pattern);
	if (format === 'email') text = text.email(SCHEMA_MESSAGES.email);
	if (format === 'uri') text = text.url(SCHEMA_MESSAGES.url);
	return asText.pipe(isId(field) ? notBlankId(text) : text);
};

const enumSchema = ({ enum: values }: EnumField) =>
	z.custom<string>((value) => values.includes(value as string), SCHEMA_MESSAGES.oneOf(values));

const booleanSchema = (_: BooleanField) =>
	z
		.unknown()
		.transform((value) => (value === 'true' ? true : value === 'false' ? false : value))
		.pipe(z.boolean({ invalid_type_error: SCHEMA_MESSAGES.boolean }));

const rowSchema = (field: ListField, timeZone: string): z.ZodTypeAny => {
	const { items = [], union, discriminator = '', allowsUnknownFields } = field;
	if (!union) return objectSchema(items, timeZone, allowsUnknownFields);
	const [first, second] = union.map((shape) => objectSchema(shape, timeZone));
	return z
		.record(z.unknown(), { invalid_type_error: SCHEMA_MESSAGES.object })
		.transform((given, context): unknown => {
			const row = withoutUnset(rowFields(field), given);
			const result = (row[discriminator] === undefined ? second! : first!).safeParse(row);
			if (result.success) return result.data;
			result.error.issues.forEach((issue) => context.addIssue(issue));
			return z.NEVER;
		});
};

const listSchema = (field: Field & { minItems?: number }, row: z.ZodTypeAny) => {
	const rows = z.array(row, { invalid_type_error: SCHEMA_MESSAGES.list });
	return rows.min(Math.max(field.minItems ?? 0, field.required ? 1 : 0), SCHEMA_MESSAGES.emptyList);
};

const fieldSchema = (field: Field, timeZone: string): z.ZodTypeAny => {
	switch (field.type) {
		case 'string':
			return stringSchema(field);
		case 'integer':
		case 'number':
			return numberSchema(field, isAmount(field) ? centsSchema : numeric);
		case 'dateTime':
		case 'dateOrDatetime':
			return dateSchema(field.type === 'dateOrDatetime', timeZone);
		case 'enum':
			return enumSchema(field);
		case 'boolean':
			return booleanSchema(field);
		case 'array':
			return listSchema(
				field,
				isFile(field) ? objectSchema(field.items, timeZone) : rowSchema(field, timeZone),
			);
		case 'object':
			return objectSchema(field.fields, timeZone, field.fields.length === 0);
	}
};

const isMissing = (field: Field, value: unknown): boolean =>
	value === undefined ||
	value === null ||
	(typeof value === 'string' && !isAmount(field) && trimSpace(value) === '');

const propertySchema = (field: Field, timeZone: string): z.ZodTypeAny => {
	const value = fieldSchema(field, timeZone);
	if (!field.required) return value.optional();
	const present = z.unknown().superRefine((given, context) => {
		if (isMissing(field, given)) {
			context.addIssue({
				code: z.ZodIssueCode.custom,
				message: SCHEMA_MESSAGES.required,
				fatal: true,
			});
		}
	});
	return present.pipe(value);
};

function objectSchema(
	fields: readonly Field[],
	timeZone: string,
	allowsUnknownFields = false,
): z.ZodTypeAny {
	const shape = Object.fromEntries(
		fields.map((field) => [field.name, propertySchema(field, timeZone)]),
	);
	const object = z.object(shape, { invalid_type_error: SCHEMA_MESSAGES.object });
	return z
		.unknown()
		.transform((value) => (isRecord(value) ? withoutUnset(fields, value) : value))
		.pipe(allowsUnknownFields ? object.passthrough() : object.strict());
}

const createBodySchema = (
	{ fields, allowsUnknownFields, rules = [] }: Endpoint,
	timeZone: string,
): z.ZodTypeAny =>
	objectSchema(fields, timeZone, allowsUnknownFields).superRefine((body, context) => {
		for (const { path, message } of checkRules(rules, body as Body)) {
			context.addIssue({ code: z.ZodIssueCode.custom, path: [path], message });
		}
	});

/** By time zone. Building a schema takes longer than parsing with it. */
const schemas = new WeakMap<Endpoint, Map<string, z.ZodTypeAny>>();

/**
 * The schema of an endpoint's request body: takes raw values and returns the body to send, with
 * amounts as integers (cents) and dates as text. Unknown fields are refused, except where the
 * documentation is incomplete.
 * @param timeZone that of the workflow
 */
export const bodySchema = (endpoint: Endpoint, timeZone: string): z.ZodTypeAny => {
	const byZone = schemas.get(endpoint) ?? new Map<string, z.ZodTypeAny>();
	const schema = byZone.get(timeZone) ?? createBodySchema(endpoint, timeZone);
	schemas.set(endpoint, byZone.set(timeZone, schema));
	return schema;
};
