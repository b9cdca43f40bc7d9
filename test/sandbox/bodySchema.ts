import { z } from 'zod/v3';

import type { Condition, Field, Rule, WriteOperation } from './contract';

/** A parsed request body. */
export type Body = Record<string, unknown>;

/** The name of the record with that id, or undefined when there is none. */
export type NameOfRecord = (id: string) => string | undefined;

/** How to treat fields Propexo does not know: refuse them (the default) or strip them. */
export interface SchemaOptions {
	stripUnknown?: boolean;
	nameOfRecord?: NameOfRecord;
}

/**
 * A zod schema for the body of a write operation. Propexo itself reports `ZodError` issues, so real zod yields the
 * same codes, paths and messages (https://docs.propexo.com/api-reference/pms-generic-ap-is).
 */
export function bodySchema(
	operation: WriteOperation,
	options: SchemaOptions = {},
): z.ZodType<Body> {
	const base = objectSchema(operation.fields, operation.fieldsIncomplete, options);
	return base.superRefine((body, context) => {
		for (const field of operation.fields) {
			if (
				field.requiredIf &&
				body[field.name] === undefined &&
				isMet(field.requiredIf, body, options)
			) {
				context.addIssue({
					code: 'custom',
					path: [field.name],
					message: `Required because of ${field.requiredIf.field}`,
				});
			}
		}
		for (const rule of operation.rules ?? []) checkRule(rule, body, context);
	});
}

function objectSchema(
	fields: Field[],
	incomplete: boolean | undefined,
	options: SchemaOptions,
): z.ZodType<Body> {
	const shape = Object.fromEntries(
		fields.map((field): [string, z.ZodTypeAny] => {
			const type = fieldSchema(field, options);
			return [field.name, field.required ? type : type.optional()];
		}),
	);
	const object = z.object(shape);
	if (incomplete) return object.passthrough();
	return options.stripUnknown ? object.strip() : object.strict();
}

function fieldSchema(field: Field, options: SchemaOptions): z.ZodTypeAny {
	switch (field.type) {
		case 'string':
			return stringSchema(field);
		case 'integer':
			return numberSchema(field, z.number().int());
		case 'number':
			return numberSchema(field, z.number());
		case 'boolean':
			return z.boolean();
		case 'enum':
			return z.enum((field.enum ?? []) as [string, ...string[]]);
		case 'dateTime':
			return z.string().datetime({ offset: true });
		case 'dateOrDatetime':
			return z.string().datetime({ offset: true }).or(z.string().date());
		case 'array':
			return z.array(itemSchema(field, options)).min(field.minItems ?? 0);
		case 'object':
			return field.fields ? objectSchema(field.fields, false, options) : z.record(z.unknown());
	}
}

function stringSchema(field: Field): z.ZodString {
	let type = z.string();
	if (field.minLength !== undefined) type = type.min(field.minLength);
	if (field.maxLength !== undefined) type = type.max(field.maxLength);
	if (field.pattern !== undefined) type = type.regex(new RegExp(field.pattern));
	if (field.format === 'email') type = type.email();
	if (field.format === 'uri') type = type.url();
	return type;
}

function numberSchema(field: Field, base: z.ZodNumber): z.ZodNumber {
	let type = base;
	if (field.min !== undefined) type = type.min(field.min);
	if (field.exclusiveMin !== undefined) type = type.gt(field.exclusiveMin);
	if (field.max !== undefined) type = type.max(field.max);
	return type;
}

function itemSchema(field: Field, options: SchemaOptions): z.ZodTypeAny {
	if (field.itemsAnyOf) {
		const [first, second, ...rest] = field.itemsAnyOf.map((shape) =>
			objectSchema(shape, field.itemsIncomplete, options),
		);
		if (!first || !second) throw new Error(`${field.name}: itemsAnyOf needs at least two shapes`);
		return z.union([first, second, ...rest]);
	}
	return field.items
		? objectSchema(field.items, field.itemsIncomplete, options)
		: z.record(z.unknown());
}

function isMet(condition: Condition, body: Body, { nameOfRecord }: SchemaOptions): boolean {
	const value = body[condition.field];
	if ('equals' in condition) return value === condition.equals;
	if ('isSet' in condition) return value !== undefined;
	return typeof value === 'string' && nameOfRecord?.(value) === condition.names;
}

function checkRule(rule: Rule, body: Body, context: z.RefinementCtx): void {
	const applies = Object.entries(rule.if ?? {}).every(([name, values]) =>
		values.includes(String(body[name])),
	);
	if (!applies) return;
	const requirement = rule.then;
	const value = body[requirement.field];
	const reject = (message: string) =>
		context.addIssue({ code: 'custom', path: [requirement.field], message });
	const because = Object.keys(rule.if ?? {}).join(' and ');

	if ('required' in requirement) {
		if (value === undefined) reject(`Required because of ${because}`);
	} else if ('equalsSumOf' in requirement) {
		const rows = body[requirement.equalsSumOf] as Body[];
		const sum = rows.reduce((total, row) => total + Number(row[requirement.of]), 0);
		if (value !== sum) reject(`Must equal the sum of ${requirement.equalsSumOf}: ${sum}`);
	} else if (typeof value === 'number' && (value < requirement.min || value > requirement.max)) {
		reject(`Must be between ${requirement.min} and ${requirement.max} because of ${because}`);
	}
}
