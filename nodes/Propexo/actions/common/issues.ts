import { type Field, isFile, isList, isPlain, rowFields } from '../../catalogue/fields';
import { fieldText } from '../../catalogue/labels';
import type { ApiIssue } from '../../transport/apiIssues';
import { getPath } from '../../utils/getPath';
import { trimSpace } from '../../utils/trimSpace';
import { truncate } from '../../utils/truncate';
import type { z } from '../../utils/zod';
import { ISSUES } from '../messages';

/** One thing that is wrong with an item. */
export interface Issue {
	/** Label of the parameter, with the row where it is part of a list. */
	readonly field: string;
	/** What is wrong with it, as the end of a sentence that begins with the label. */
	readonly message: string;
}

type Path = ReadonlyArray<string | number>;

const fieldsIn = (field: Field): readonly Field[] => {
	if (isList(field)) return rowFields(field);
	if (!isFile(field)) return [];
	return field.type === 'array' ? field.items : field.fields;
};

/** A path into a body as the form shows it: `Line Items, row 2, Notes`. Rows count from 0 in paths. */
export function pathLabel([segment, ...rest]: Path, fields: readonly Field[]): string {
	if (segment === undefined) return '';
	const field = fields.find(({ name }) => name === segment);
	const label = typeof segment === 'number' ? `row ${segment + 1}` : segment;
	const inner = typeof segment === 'number' ? fields : field ? fieldsIn(field) : [];
	return [field ? fieldText(field).label : label, pathLabel(rest, inner)]
		.filter(Boolean)
		.join(', ');
}

/** Issues with the labels of the form instead of paths. */
export const toFieldIssues = (
	issues: readonly ApiIssue[],
	fields: readonly Field[],
	pms: string,
): Issue[] =>
	issues.flatMap(({ path, message, keys }) =>
		keys
			? keys.map((key) => ({
					field: pathLabel([...path, key], fields),
					message: ISSUES.unknownField(pms),
				}))
			: [{ field: pathLabel(path, fields) || 'The body', message }],
	);

/** The field at the end of a path; undefined where the path ends at a row or an unknown field. */
const fieldAt = ([segment, ...rest]: Path, fields: readonly Field[]): Field | undefined => {
	if (typeof segment === 'number') return fieldAt(rest, fields);
	const field = fields.find(({ name }) => name === segment);
	return field && rest.length ? fieldAt(rest, fieldsIn(field)) : field;
};

/** A list, a file or a whole body may contain what isn't to be shown. */
const isQuotable = (path: Path, fields: readonly Field[]): boolean => {
	const field = fieldAt(path, fields);
	if (!field || !isPlain(field) || field.name === 'file_data') return false;
	return !('isSensitive' in field);
};

/** Long enough for a name or an ID, in characters. */
const MAX_QUOTE_LENGTH = 60;

/** A message that begins with the value it is about; blank text, lists and objects are not quoted. */
export function quoteValue(message: string, value: unknown): string {
	if (!['string', 'number', 'boolean'].includes(typeof value)) return message;
	const text = String(value);
	if (trimSpace(text) === '') return message;
	const quoted = `"${truncate(text, MAX_QUOTE_LENGTH)}"`;
	return message.includes(quoted) ? message : `${quoted} ${message}`;
}

/** The issues of a body that its schema refused. */
export const zodIssues = (
	{ issues }: z.ZodError,
	body: unknown,
	fields: readonly Field[],
	pms: string,
): Issue[] =>
	toFieldIssues(
		issues.map((issue) => ({
			path: issue.path,
			message: isQuotable(issue.path, fields)
				? quoteValue(issue.message, getPath(body, issue.path))
				: issue.message,
			...(issue.code === 'unrecognized_keys' && { keys: issue.keys }),
		})),
		fields,
		pms,
	);

export const formatIssue = ({ field, message }: Issue): string => `${field} ${message}`;

/** The issue of a parameter whose expression can't be evaluated; n8n names it where it knows it. */
export const expressionIssue = (error: unknown): Issue => {
	const { message, context } = error as Error & { context?: { parameter?: string } };
	return { field: context?.parameter ?? 'An expression', message: ISSUES.unreadable(message) };
};
