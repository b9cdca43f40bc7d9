import type { z } from 'zod/v3';

import { type Field, isFile, isList, rowFields } from '../../catalogue/fields';
import { fieldText } from '../../catalogue/labels';
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

/** An issue of a validator: of zod, or of Propexo. */
interface RawIssue {
	readonly path: Path;
	readonly message: string;
	readonly keys?: readonly string[];
}

/** Issues with the labels of the form instead of paths. */
export const toFieldIssues = (
	issues: readonly RawIssue[],
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

export const zodIssues = (error: z.ZodError, fields: readonly Field[], pms: string): Issue[] =>
	toFieldIssues(
		error.issues.map((issue) => ({
			path: issue.path,
			message: issue.message,
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
