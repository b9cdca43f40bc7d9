import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { FileField, FileListField } from '../../catalogue/fields';
import { fieldText } from '../../catalogue/labels';
import { fileParameterName } from '../../properties/parameterNames';
import { err, ok, type Result } from '../../utils/result';
import type { Issue } from '../common/issues';
import type { GetParameter } from '../common/parameters';
import { ISSUES } from '../messages';
import { type BodyFile, checkFile, checkTotalSize } from './checkFiles';

interface BinaryFile {
	readonly property: string;
	readonly mimeType: string;
	readonly fileName: string;
	readonly base64: string;
}

type AttachmentField = FileField | FileListField;

/** Only n8n's helper knows where a workflow keeps its files: beside the JSON, or in it. */
const getBinary = (
	context: IExecuteFunctions,
	item: number,
	property: string,
): IBinaryData | undefined => {
	try {
		return context.helpers.assertBinaryData(item, property);
	} catch {
		return undefined;
	}
};

/** n8n may know the extension of a file that came without a name. */
const nameOf = ({ fileName, fileExtension }: IBinaryData, property: string): string =>
	fileName || (fileExtension ? `${property}.${fileExtension}` : property);

async function loadFile(
	context: IExecuteFunctions,
	item: number,
	property: string,
): Promise<Result<BinaryFile, string>> {
	const file = getBinary(context, item, property);
	if (!file) {
		const available = Object.keys(context.getInputData()[item]?.binary ?? {});
		return err(ISSUES.noFile(property, available));
	}
	const { id, data, mimeType } = file;
	// n8n has a file either as base64 in memory, which is used as it is, or in a store of its own.
	const base64 = id
		? (await context.helpers.getBinaryDataBuffer(item, property)).toString('base64')
		: data;
	return ok({ property, mimeType, fileName: nameOf(file, property), base64 });
}

const payloadParts = (field: AttachmentField): readonly string[] => {
	const fields = field.type === 'array' ? field.items : field.fields;
	return fields.length ? fields.map(({ name }) => name) : ['file_data', 'file_name', 'mime_type'];
};

const toFilePayload = (
	field: AttachmentField,
	{ base64, fileName, mimeType }: BinaryFile,
): Record<string, string> => {
	const payload: Record<string, string> = {
		file_data: base64,
		file_name: fileName,
		mime_type: mimeType,
	};
	return Object.fromEntries(payloadParts(field).map((name) => [name, payload[name] ?? '']));
};

/** A file as it is checked: its name only where that is sent. */
const toBodyFile = (
	field: AttachmentField,
	{ property, base64, mimeType, fileName }: BinaryFile,
): BodyFile => ({
	subject: property,
	base64,
	mimeType,
	...(payloadParts(field).includes('file_name') && { fileName }),
});

async function readFiles(
	context: IExecuteFunctions,
	item: number,
	field: AttachmentField,
	properties: readonly string[],
): Promise<Result<readonly BinaryFile[], string>> {
	const files: BinaryFile[] = [];
	for (const property of properties) {
		const file = await loadFile(context, item, property);
		if (!file.ok) return file;
		const issue = checkFile(field.files, toBodyFile(field, file.value));
		if (issue) return err(issue.message);
		files.push(file.value);
	}
	const tooLarge = checkTotalSize(files);
	return tooLarge === undefined ? ok(files) : err(tooLarge);
}

/**
 * The files of a body, from the binary properties that a parameter names, checked against the
 * documented limits; undefined where no property is named.
 */
export async function readAttachments(
	context: IExecuteFunctions,
	item: number,
	field: AttachmentField,
	getParameter: GetParameter,
): Promise<Result<unknown, Issue>> {
	const isMultiple = field.type === 'array';
	const properties = String(getParameter(fileParameterName(field.name, isMultiple)) ?? '')
		.split(',')
		.map((name) => name.trim())
		.filter(Boolean);
	if (!properties.length) return ok(undefined);
	const { label } = fieldText(field);
	if (!isMultiple && properties.length > 1)
		return err({ field: label, message: ISSUES.singleFile });
	const files = await readFiles(context, item, field, properties);
	if (!files.ok) return err({ field: label, message: files.error });
	const payloads = files.value.map((file) => toFilePayload(field, file));
	return ok(isMultiple ? payloads : payloads[0]);
}
