import { z } from 'zod/v3';

import type { Condition, Field, Rule, WriteOperation } from './contract';

/** A request body as JSON gives it. */
export type Body = Record<string, unknown>;

/** The name of the record that an id stands for, or undefined when there is no such record. */
export type NameOfRecord = (id: string) => string | undefined;

/** How to treat fields Propexo does not know: refuse them (the default) or strip them. */
export interface SchemaOptions {
	stripUnknown?: boolean;
	nameOfRecord?: NameOfRecord;
}

/**
 * A zod schema for the body of a write operation. Propexo itself reports `ZodError` issues, so real zod gives the
 * same codes, paths and messages (https://docs.propexo.com/api-reference/pms-generic-ap-is).
 */
export function bodySchema(
	operation: WriteOperation,
	options: SchemaOptions = {},
): z.ZodType<Body> {
	const base = objectOf(operation.fields, operation.fieldsIncomplete, options);
	return base.superRefine((body, context) => {
		for (const field of operation.fields) {
			if (
				field.requiredIf &&
				body[field.name] === undefined &&
				holds(field.requiredIf, body, options)
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

function objectOf(
	fields: Field[],
	incomplete: boolean | undefined,
	options: SchemaOptions,
): z.ZodType<Body> {
	const shape = Object.fromEntries(
		fields.map((field): [string, z.ZodTypeAny] => {
			const type = typeOf(field, options);
			return [field.name, field.required ? type : type.optional()];
		}),
	);
	const object = z.object(shape);
	if (incomplete) return object.passthrough();
	return options.stripUnknown ? object.strip() : object.strict();
}

function typeOf(field: Field, options: SchemaOptions): z.ZodTypeAny {
	switch (field.type) {
		case 'string':
			return stringOf(field);
		case 'integer':
			return numberOf(field, z.number().int());
		case 'number':
			return numberOf(field, z.number());
		case 'boolean':
			return z.boolean();
		case 'enum':
			return z.enum((field.enum ?? []) as [string, ...string[]]);
		case 'dateTime':
			return z.string().datetime({ offset: true });
		case 'dateOrDatetime':
			return z.string().datetime({ offset: true }).or(z.string().date());
		case 'array':
			return z.array(itemOf(field, options)).min(field.minItems ?? 0);
		case 'object':
			return field.fields ? objectOf(field.fields, false, options) : z.record(z.unknown());
	}
}

function stringOf(field: Field): z.ZodString {
	let type = z.string();
	if (field.minLength !== undefined) type = type.min(field.minLength);
	if (field.maxLength !== undefined) type = type.max(field.maxLength);
	if (field.pattern !== undefined) type = type.regex(new RegExp(field.pattern));
	if (field.format === 'email') type = type.email();
	if (field.format === 'uri') type = type.url();
	return type;
}

function numberOf(field: Field, base: z.ZodNumber): z.ZodNumber {
	let type = base;
	if (field.min !== undefined) type = type.min(field.min);
	if (field.exclusiveMin !== undefined) type = type.gt(field.exclusiveMin);
	if (field.max !== undefined) type = type.max(field.max);
	return type;
}

function itemOf(field: Field, options: SchemaOptions): z.ZodTypeAny {
	if (field.itemsAnyOf) {
		const [first, second, ...rest] = field.itemsAnyOf.map((shape) =>
			objectOf(shape, field.itemsIncomplete, options),
		);
		if (!first || !second) throw new Error(`${field.name}: itemsAnyOf needs at least two shapes`);
		return z.union([first, second, ...rest]);
	}
	return field.items
		? objectOf(field.items, field.itemsIncomplete, options)
		: z.record(z.unknown());
}

function holds(condition: Condition, body: Body, { nameOfRecord }: SchemaOptions): boolean {
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
	const demand = rule.then;
	const value = body[demand.field];
	const refuse = (message: string) =>
		context.addIssue({ code: 'custom', path: [demand.field], message });
	const because = Object.keys(rule.if ?? {}).join(' and ');

	if ('required' in demand) {
		if (value === undefined) refuse(`Required because of ${because}`);
	} else if ('equalsSumOf' in demand) {
		const rows = body[demand.equalsSumOf] as Body[];
		const sum = rows.reduce((total, row) => total + Number(row[demand.of]), 0);
		if (value !== sum) refuse(`Must equal the sum of ${demand.equalsSumOf}: ${sum}`);
	} else if (typeof value === 'number' && (value < demand.min || value > demand.max)) {
		refuse(`Must be between ${demand.min} and ${demand.max} because of ${because}`);
	}
}
