import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { type ListField, type PlainField, rowFields } from '../../catalogue/fields';
import { fieldText, listInputLabel } from '../../catalogue/labels';
import { extractLocatorValue } from '../../properties/extractLocatorValue';
import { listParameters, parameterName } from '../../properties/parameterNames';
import type { Issue } from './issues';

/** Reads a parameter of one item; a parameter that is not set is empty. */
export type GetParameter = (name: string) => unknown;

/** A reader of one item's parameters. */
export const parameterGetter =
	(context: IExecuteFunctions, item: number): GetParameter =>
	(name) =>
		context.getNodeParameter(name, item, '') as unknown;

const isUnset = (value: unknown): boolean => value === undefined || value === null || value === '';

/**
 * The values of plain fields under Propexo's names. Optional fields that are not set are left
 * out; required ones stay in, so that the schema can refuse them.
 */
export const readScalars = (
	fields: readonly PlainField[],
	values: IDataObject,
): Record<string, unknown> =>
	Object.fromEntries(
		fields
			.map((field) => [field, extractLocatorValue(values[parameterName(field.name)])] as const)
			.filter(([field, value]) => field.required || !isUnset(value))
			.map(([field, value]) => [field.name, value]),
	);

/** What was read, or why it could not be. */
export type Given = { readonly value: unknown } | { readonly issue: Issue };

/** A JSON parameter: text that holds JSON, or what an expression gave. */
export function parseJsonParameter(value: unknown, label: string): Given {
	if (typeof value !== 'string') return { value };
	try {
		return { value: JSON.parse(value) as unknown };
	} catch (error) {
		return { issue: { field: label, message: `is not valid JSON: ${(error as Error).message}` } };
	}
}

/** A value as the form has it before anybody has entered one. */
const isBlank = (value: unknown): boolean => isUnset(extractLocatorValue(value)) || value === false;

const expressionHint = (field: ListField): string =>
	`To give the rows by an expression, set ${listInputLabel(field)} to JSON and enter it there`;

/**
 * The rows of a list, given one by one or as JSON. n8n cannot take an expression for all rows of a
 * form: it makes a blank row of each of its characters, or nothing at all. Both are refused.
 */
export function readRows(field: ListField, read: GetParameter): Given {
	const names = listParameters(field.name);
	const { label } = fieldText(field);
	const fields = rowFields(field);
	const byJson = fields.length === 0 || read(names.input) === 'json';
	if (byJson) return parseJsonParameter(read(names.json), `${label} (JSON)`);
	const given = read(names.rows);
	const { values } = (given || {}) as { values?: unknown };
	if (given !== '' && !Array.isArray(values)) {
		return {
			issue: {
				field: label,
				message: `cannot be an expression as a whole. ${expressionHint(field)}`,
			},
		};
	}
	const rows = Array.isArray(values) ? (values as IDataObject[]) : [];
	const blank = rows.findIndex((row) => Object.values(row).every(isBlank));
	if (blank >= 0) {
		return {
			issue: {
				field: `${label}, row ${blank + 1}`,
				message: `is empty. Fill it in or remove it. ${expressionHint(field)}`,
			},
		};
	}
	return { value: rows.map((row) => readScalars(fields, row)) };
}
