import type { z } from 'zod/v3';

import { type Field, isFile, isList, rowFields } from '../../catalogue/fields';
import { fieldText } from '../../catalogue/labels';

/** One thing that is wrong with an item, in a person's words. */
export interface Issue {
	/** The label of the parameter, with the row where it is one of a list. */
	readonly field: string;
	/** What is wrong with it, as the end of a sentence that begins with the label. */
	readonly message: string;
}

type Path = ReadonlyArray<string | number>;

/** A path into a body as a person sees it in the form: `Invoice Items, row 2, Notes`. */
export function pathLabel(path: Path, fields: readonly Field[]): string {
	const [step, ...rest] = path;
	if (step === undefined) return '';
	if (typeof step === 'number') {
		return [`row ${step + 1}`, pathLabel(rest, fields)].filter(Boolean).join(', ');
	}
	const field = fields.find(({ name }) => name === step);
	return [field ? fieldText(field).label : step, pathLabel(rest, field ? fieldsIn(field) : [])]
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

/** Issues in the words of the form. */
export const toFieldIssues = (raw: readonly RawIssue[], fields: readonly Field[]): Issue[] =>
	raw.flatMap(({ path, message, keys }) =>
		keys
			? keys.map((key) => ({
					field: pathLabel([...path, key], fields),
					message: 'is not a field that this PMS takes',
				}))
			: [{ field: pathLabel(path, fields) || 'The body', message }],
	);

/** The issues of a zod error in the words of the form. */
export const zodIssues = (error: z.ZodError, fields: readonly Field[]): Issue[] =>
	toFieldIssues(
		error.issues.map((issue) => ({
			path: issue.path,
			message: issue.message,
			...(issue.code === 'unrecognized_keys' && { keys: issue.keys }),
		})),
		fields,
	);

/** An issue as one sentence. */
export const formatIssue = ({ field, message }: Issue): string => `${field} ${message}`;

/** The issue of a parameter whose expression cannot be evaluated. */
export const expressionIssue = (error: unknown): Issue => {
	const { message, context: where } = error as Error & { context?: { parameter?: string } };
	return { field: where?.parameter ?? 'An expression', message: `cannot be read: ${message}` };
};
