import type { IDataObject } from 'n8n-workflow';

import { type Field, type FileField, type FileListField, isFile } from '../../catalogue/fields';
import { isRecord } from '../../utils/guards';
import { type Issue, pathLabel } from '../common/issues';
import { type BodyFile, checkFile, checkTotalSize } from './checkFiles';

const textOf = (value: unknown): string | undefined =>
	typeof value === 'string' ? value : undefined;

const toBodyFile = ({ file_data, file_name, mime_type }: IDataObject): BodyFile => ({
	subject: textOf(file_name) ?? 'file_data',
	base64: textOf(file_data) ?? '',
	fileName: textOf(file_name),
	mimeType: textOf(mime_type),
});

const issuesOfField = (
	field: FileField | FileListField,
	value: unknown,
	fields: readonly Field[],
): Issue[] => {
	const isList = field.type === 'array';
	const given: unknown[] = isList ? (Array.isArray(value) ? value : []) : [value];
	const files = given.map((one) => (isRecord(one) && one.file_data ? toBodyFile(one) : undefined));
	const issues = files.flatMap((file, row) => {
		const issue = file && checkFile(field.files, file);
		const path = [field.name, ...(isList ? [row] : []), issue?.part ?? ''];
		return issue ? [{ field: pathLabel(path, fields), message: issue.message }] : [];
	});
	const total = checkTotalSize(files.filter((file) => file !== undefined));
	return total === undefined
		? issues
		: [...issues, { field: pathLabel([field.name], fields), message: total }];
};

/**
 * What is wrong with the files of a body that was given as JSON, by the limits that hold for files
 * from binary properties. What isn't a file at all is left to the schema of the body.
 */
export const jsonFileIssues = (fields: readonly Field[], body: unknown): Issue[] =>
	fields
		.filter(isFile)
		.flatMap((field) =>
			issuesOfField(field, isRecord(body) ? body[field.name] : undefined, fields),
		);
