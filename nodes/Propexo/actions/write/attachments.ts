import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { FileField, FileListField } from '../../catalogue/fields';
import { fieldText } from '../../catalogue/labels';
import { fileParameterName } from '../../properties/parameterNames';
import { err, ok, type Result } from '../../utils/result';
import type { Issue } from '../common/issues';
import type { GetParameter } from '../common/parameters';
import { ISSUES } from '../messages';

/** The largest size of all files of a request together, in bytes: 50 MB. */
const MAX_TOTAL_BYTES = 50 * 1024 * 1024;

/** Bytes in so many characters of base64, give or take two. */
const bytesInBase64 = (characters: number): number => Math.floor((characters * 3) / 4);

const formatSize = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

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
	const { id, data, mimeType, fileName = property } = file;
	// n8n has a file either as base64 in memory, which is used as it is, or in a store of its own.
	const base64 = id
		? (await context.helpers.getBinaryDataBuffer(item, property)).toString('base64')
		: data;
	return ok({ property, mimeType, fileName, base64 });
}

const checkLimits = (
	{ files }: AttachmentField,
	{ property, mimeType, base64 }: BinaryFile,
): string | undefined => {
	if (files.mimeType && mimeType !== files.mimeType)
		return ISSUES.fileType(property, files.mimeType, mimeType);
	if (files.maxBase64 === undefined || base64.length <= files.maxBase64) return undefined;
	const [limit, actual] = [files.maxBase64, base64.length].map((characters) =>
		formatSize(bytesInBase64(characters)),
	);
	return ISSUES.fileSize(property, limit!, actual!);
};

const toFilePayload = (
	field: AttachmentField,
	{ base64, fileName, mimeType }: BinaryFile,
): Record<string, string> => {
	const fields = field.type === 'array' ? field.items : field.fields;
	const payload: Record<string, string> = {
		file_data: base64,
		file_name: fileName,
		mime_type: mimeType,
	};
	const names = fields.length ? fields.map(({ name }) => name) : Object.keys(payload);
	return Object.fromEntries(names.map((name) => [name, payload[name] ?? '']));
};

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
		const issue = checkLimits(field, file.value);
		if (issue !== undefined) return err(issue);
		files.push(file.value);
	}
	const total = bytesInBase64(files.reduce((sum, { base64 }) => sum + base64.length, 0));
	return total > MAX_TOTAL_BYTES
		? err(ISSUES.totalFileSize(formatSize(MAX_TOTAL_BYTES), formatSize(total)))
		: ok(files);
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
