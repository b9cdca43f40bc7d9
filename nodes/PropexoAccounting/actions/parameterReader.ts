import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { unwrap } from '../../shared/locator';
import { rowFields, type ListField, type PlainField } from '../catalogue/field';
import { termOf } from '../catalogue/vocabulary';
import { listParameters, parameterName } from '../parameters/names';
import type { Issue } from './issue';

/** Reads a parameter of one item; a parameter that is not set is empty. */
export type Read = (name: string) => unknown;

/**
 * A reader of one item's parameters.
 * @param context where n8n runs the node
 * @param item the index of the input item
 */
export const readerOf =
	(context: IExecuteFunctions, item: number): Read =>
	(name) =>
		context.getNodeParameter(name, item, '') as unknown;

const isUnset = (value: unknown): boolean => value === undefined || value === null || value === '';

/**
 * The values of plain fields under Propexo's names. Optional fields that are not set are left
 * out; required ones stay in, so that the schema can refuse them.
 * @param fields the fields to look for
 * @param values the parameter values, by parameter name
 */
export const plainValues = (fields: readonly PlainField[], values: IDataObject): Record<string, unknown> =>
	Object.fromEntries(
		fields
			.map((field) => [field, unwrap(values[parameterName(field.name)])] as const)
			.filter(([field, value]) => field.required || !isUnset(value))
			.map(([field, value]) => [field.name, value]),
	);

/** What was read, or why it could not be. */
export type Given = { readonly value: unknown } | { readonly issue: Issue };

/**
 * A JSON parameter: text that holds JSON, or what an expression gave.
 * @param value the parameter's value
 * @param label its label, for the issue
 */
export function fromJson(value: unknown, label: string): Given {
	if (typeof value !== 'string') return { value };
	try {
		return { value: JSON.parse(value) as unknown };
	} catch (error) {
		return { issue: { field: label, message: `is not valid JSON: ${(error as Error).message}` } };
	}
}

/**
 * The rows of a list, given one by one or as JSON.
 * @param field the list
 * @param read the item's parameters
 */
export function listRows(field: ListField, read: Read): Given {
	const names = listParameters(field.name);
	const { label } = termOf(field);
	const fields = rowFields(field);
	const byJson = fields.length === 0 || read(names.input) === 'json';
	if (byJson) return fromJson(read(names.json), `${label} (JSON)`);
	const { values } = (read(names.rows) || {}) as { values?: unknown };
	const rows = Array.isArray(values) ? (values as IDataObject[]) : [];
	return { value: rows.map((row) => plainValues(fields, row)) };
}
