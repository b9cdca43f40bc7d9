import type { z } from 'zod/v3';

import { type Field, isFile, isList, rowFields } from '../../catalogue/fields';
import { termOf } from '../../catalogue/labels';

/** One thing that is wrong with an item, in a person's words. */
export interface Issue {
	/** The label of the parameter, with the row where it is one of a list. */
	readonly field: string;
	/** What is wrong with it, as the end of a sentence that begins with the label. */
	readonly message: string;
}

type Path = ReadonlyArray<string | number>;

/**
 * A path into a body as a person sees it in the form: `Invoice Items, row 2, Notes`.
 * @param path the path, in Propexo's names; rows count from 0
 * @param fields the fields of the body
 */
export function labelOf(path: Path, fields: readonly Field[]): string {
	const [step, ...rest] = path;
	if (step === undefined) return '';
	if (typeof step === 'number') {
		return [`row ${step + 1}`, labelOf(rest, fields)].filter(Boolean).join(', ');
	}
	const field = fields.find(({ name }) => name === step);
	return [field ? termOf(field).label : step, labelOf(rest, field ? fieldsIn(field) : [])]
		.filter(Boolean)
		.join(', ');
}

const fieldsIn = (field: Field): readonly Field[] => {
	if (isList(field)) return rowFields(field);
	if (!isFile(field)) return [];
	return field.type === 'array' ? field.items : field.fields;
};

/** An issue as a validator gives it: zod's own, or one of Propexo's. */
interface RawIssue {
	readonly path: Path;
	readonly message: string;
	readonly keys?: readonly string[];
}

/**
 * Issues in the words of the form.
 * @param raw what a validator found
 * @param fields the fields of the body
 */
export const inWords = (raw: readonly RawIssue[], fields: readonly Field[]): Issue[] =>
	raw.flatMap(({ path, message, keys }) =>
		keys
			? keys.map((key) => ({
					field: labelOf([...path, key], fields),
					message: 'is not a field that this PMS takes',
				}))
			: [{ field: labelOf(path, fields) || 'The body', message }],
	);

/**
 * The issues of a zod error in the words of the form.
 * @param error what the schema found
 * @param fields the fields of the body
 */
export const zodIssues = (error: z.ZodError, fields: readonly Field[]): Issue[] =>
	inWords(
		error.issues.map((issue) => ({
			path: issue.path,
			message: issue.message,
			...(issue.code === 'unrecognized_keys' && { keys: issue.keys }),
		})),
		fields,
	);

/**
 * An issue as one sentence.
 * @param issue what is wrong
 */
export const sentence = ({ field, message }: Issue): string => `${field} ${message}`;

/**
 * The issue of a parameter whose expression cannot be evaluated.
 * @param error what n8n threw, which names the parameter where it knows it
 */
export const unreadable = (error: unknown): Issue => {
	const { message, context: where } = error as Error & { context?: { parameter?: string } };
	return { field: where?.parameter ?? 'An expression', message: `cannot be read: ${message}` };
};
