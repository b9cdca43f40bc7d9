import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { type ListField, type PlainField, rowFields } from '../../catalogue/fields';
import { fieldText, listInputLabel } from '../../catalogue/labels';
import { extractLocatorValue } from '../../properties/extractLocatorValue';
import { listParameters, parameterName } from '../../properties/parameterNames';
import { findDuplicateKey } from '../../utils/findDuplicateKey';
import { err, ok, type Result } from '../../utils/result';
import { truncate } from '../../utils/truncate';
import { ISSUES } from '../messages';
import { type Issue, pathLabel } from './issues';

/** Longer than any key of Propexo, in characters. */
const MAX_KEY_LENGTH = 60;

/** Deeper than any body of Propexo. */
const MAX_PATH_LENGTH = 10;

/** Reads a parameter of one item; one that isn't set is an empty string. */
export type GetParameter = (name: string) => unknown;

/** Each parameter is evaluated once: a form asks for its optional fields many times. */
export const parameterGetter = (context: IExecuteFunctions, item: number): GetParameter => {
	const values = new Map<string, unknown>();
	return (name) => {
		if (!values.has(name)) values.set(name, context.getNodeParameter(name, item, ''));
		return values.get(name);
	};
};

/** Reads parameters as they were entered, with their expressions. */
export const rawParameterGetter =
	(context: IExecuteFunctions): GetParameter =>
	(name) =>
		context.getNodeParameter(name, 0, '', { rawExpressions: true });

/** Whether a parameter as it was entered is an expression. */
export const isExpression = (raw: unknown): boolean =>
	typeof raw === 'string' && raw.startsWith('=');

const isUnset = (value: unknown): boolean => value === undefined || value === null || value === '';

/**
 * The values of plain fields under Propexo's names, from values by parameter name. Optional fields
 * that aren't set are left out; required ones stay in, so that the schema refuses them.
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

/**
 * A JSON parameter: text that holds JSON, or what an expression returned. Text with a key twice is
 * refused: nothing says which of the values was meant.
 */
export function parseJsonParameter(value: unknown, label: string): Result<unknown, Issue> {
	if (typeof value !== 'string') return ok(value);
	let parsed: unknown;
	try {
		parsed = JSON.parse(value);
	} catch (error) {
		return err({ field: label, message: ISSUES.invalidJson((error as Error).message) });
	}
	const duplicate = findDuplicateKey(value);
	if (!duplicate) return ok(parsed);
	const where = truncate(pathLabel(duplicate.path.slice(0, MAX_PATH_LENGTH), []));
	const message = ISSUES.duplicateKey(truncate(duplicate.key, MAX_KEY_LENGTH), where);
	return err({ field: label, message });
}

/** A value as a new row of the form has it. */
const isBlank = (value: unknown): boolean => isUnset(extractLocatorValue(value)) || value === false;

/**
 * The rows of a list, entered one by one or as JSON. n8n can't set all rows of a form by one
 * expression: it makes a blank row of each character, or no rows at all. Both are refused.
 */
export function readRows(field: ListField, getParameter: GetParameter): Result<unknown, Issue> {
	const names = listParameters(field.name);
	const { label } = fieldText(field);
	const fields = rowFields(field);
	const isJson = fields.length === 0 || getParameter(names.input) === 'json';
	if (isJson) return parseJsonParameter(getParameter(names.json), `${label} (JSON)`);
	const list = getParameter(names.rows);
	const { values } = (list || {}) as { values?: unknown };
	if (list !== '' && !Array.isArray(values))
		return err({ field: label, message: ISSUES.wholeExpression(listInputLabel(field)) });
	const rows = Array.isArray(values) ? (values as IDataObject[]) : [];
	const blank = rows.findIndex((row) => Object.values(row).every(isBlank));
	if (blank >= 0)
		return err({
			field: `${label}, row ${blank + 1}`,
			message: ISSUES.emptyRow(listInputLabel(field)),
		});
	return ok(rows.map((row) => readScalars(fields, row)));
}
