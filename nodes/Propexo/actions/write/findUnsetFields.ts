import type { IDataObject } from 'n8n-workflow';

import {
	type Field,
	type FileField,
	type FileListField,
	isFile,
	isPlain,
	type ListField,
	type PlainField,
	rowFields,
} from '../../catalogue/fields';
import { withoutUnset } from '../../catalogue/schema/withoutUnset';
import { extractLocatorValue } from '../../properties/extractLocatorValue';
import { fileParameterName, listParameters, parameterName } from '../../properties/parameterNames';
import { isRecord } from '../../utils/guards';
import { trimSpace } from '../../utils/trimSpace';
import { pathLabel } from '../common/issues';
import { type GetParameter, isExpression, readScalars } from '../common/parameters';

/** A form as one item sees it. */
export interface Form {
	/** Reads a parameter's value. */
	readonly getParameter: GetParameter;
	/** Reads a parameter as it was entered, with its expressions. */
	readonly getRaw: GetParameter;
}

const asRecord = (value: unknown): IDataObject => (isRecord(value) ? value : {});

const rowsOf = (list: unknown): unknown[] => {
	const { values } = asRecord(list);
	return Array.isArray(values) ? values : [];
};

/** The names of optional fields whose parameter is an expression that returned nothing. */
const unsetPlainFields = (
	fields: readonly PlainField[],
	raw: IDataObject,
	values: IDataObject,
): string[] => {
	const optional = fields.filter(
		(field) => !field.required && isExpression(extractLocatorValue(raw[parameterName(field.name)])),
	);
	const sent = withoutUnset(optional, readScalars(optional, values));
	return optional.flatMap(({ name }) => (name in sent ? [] : [name]));
};

const isUnsetFile = (
	{ name, type }: FileField | FileListField,
	raw: IDataObject,
	values: IDataObject,
): boolean => {
	const parameter = fileParameterName(name, type === 'array');
	return isExpression(raw[parameter]) && trimSpace(String(values[parameter] ?? '')) === '';
};

/** The paths of a list that is unset, or of unset fields of its rows. */
const unsetInList = (field: ListField, { getParameter, getRaw }: Form): string[][] => {
	const names = listParameters(field.name);
	const fields = rowFields(field);
	if (!fields.length || getParameter(names.input) === 'json') {
		const value = getParameter(names.json) ?? [];
		const isUnset = Array.isArray(value) && value.length === 0;
		return !field.required && isUnset && isExpression(getRaw(names.json)) ? [[field.name]] : [];
	}
	const rawRows = rowsOf(getRaw(names.rows));
	return rowsOf(getParameter(names.rows)).flatMap((row, index) =>
		unsetPlainFields(fields, asRecord(rawRows[index]), asRecord(row)).map((name) => [
			field.name,
			name,
		]),
	);
};

/**
 * The labels of optional fields of a form that aren't sent because their expression returned
 * nothing: what a bookkeeper meant to write is missing, and nothing else says so.
 */
export function findUnsetFields(fields: readonly Field[], form: Form): string[] {
	const raw = asRecord(form.getRaw('additionalFields'));
	const values = asRecord(form.getParameter('additionalFields'));
	const paths = [
		...unsetPlainFields(fields.filter(isPlain), raw, values).map((name) => [name]),
		...fields.flatMap((field) => {
			if (isPlain(field)) return [];
			if (!isFile(field)) return unsetInList(field as ListField, form);
			return !field.required && isUnsetFile(field, raw, values) ? [[field.name]] : [];
		}),
	];
	return [...new Set(paths.map((path) => pathLabel(path, fields)))];
}
