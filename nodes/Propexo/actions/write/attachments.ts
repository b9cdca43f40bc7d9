import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { FileField, FileListField } from '../../catalogue/fields';
import { fieldText } from '../../catalogue/labels';
import { fileParameterName } from '../../properties/parameterNames';
import type { Issue } from '../common/issues';
import type { GetParameter,Given } from '../common/parameters';

/** The most that all files of one request may have together, in bytes: 50 MB. */
const MAX_TOTAL_BYTES = 50 * 1024 * 1024;

/** How many bytes so many characters of base64 stand for, give or take two. */
const bytesOf = (characters: number): number => Math.floor((characters * 3) / 4);

const inMegabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** A file of the input item. */
interface BinaryFile {
	readonly name: string;
	readonly mimeType: string;
	readonly fileName: string;
	readonly base64: string;
}

type File = FileField | FileListField;

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
): Promise<BinaryFile | string> {
	const file = getBinary(context, item, property);
	if (!file) {
		const there = Object.keys(context.getInputData()[item]?.binary ?? {}).join(', ');
		return `names the input field "${property}", which holds no file. ${there ? `There is ${there}` : 'The item holds no files'}`;
	}
	const { id, data, mimeType, fileName } = file;
	// n8n holds a file either as base64 in memory, which is used as it is, or in a store of its own.
	const base64 = id
		? (await context.helpers.getBinaryDataBuffer(item, property)).toString('base64')
		: data;
	return { name: property, mimeType, fileName: fileName ?? property, base64 };
}

const checkLimits = (
	{ files }: File,
	{ name, mimeType, base64 }: BinaryFile,
): string | undefined => {
	if (files.mimeType && mimeType !== files.mimeType) {
		return `must be of the type ${files.mimeType}, and "${name}" is of the type ${mimeType}`;
	}
	if (files.maxBase64 !== undefined && base64.length > files.maxBase64) {
		const most = inMegabytes(bytesOf(files.maxBase64));
		return `must have ${most} at most, and "${name}" has ${inMegabytes(bytesOf(base64.length))}`;
	}
	return undefined;
};

const toFilePayload = (
	field: File,
	{ base64, fileName, mimeType }: BinaryFile,
): Record<string, string> => {
	const parts = field.type === 'array' ? field.items : field.fields;
	const all: Record<string, string> = {
		file_data: base64,
		file_name: fileName,
		mime_type: mimeType,
	};
	const wanted = parts.length ? parts.map(({ name }) => name) : Object.keys(all);
	return Object.fromEntries(wanted.map((name) => [name, all[name] ?? '']));
};

/**
 * The files of a body, from the binary properties that a parameter names, once their type and
 * size are found to be what Propexo takes.
 * @returns nothing where no property is named
 */
export async function readAttachments(
	context: IExecuteFunctions,
	item: number,
	field: File,
	read: GetParameter,
): Promise<Given | undefined> {
	const plural = field.type === 'array';
	const named = String(read(fileParameterName(field.name, plural)) ?? '');
	const properties = named
		.split(',')
		.map((name) => name.trim())
		.filter(Boolean);
	if (!properties.length) return undefined;
	const issue = (message: string): { issue: Issue } => ({
		issue: { field: fieldText(field).label, message },
	});
	if (!plural && properties.length > 1) return issue('takes one file only');

	const found: BinaryFile[] = [];
	for (const property of properties) {
		const one = await loadFile(context, item, property);
		const fault = typeof one === 'string' ? one : checkLimits(field, one);
		if (typeof one === 'string' || fault) return issue(fault ?? '');
		found.push(one);
	}
	const total = bytesOf(found.reduce((sum, { base64 }) => sum + base64.length, 0));
	if (total > MAX_TOTAL_BYTES) {
		return issue(
			`must have ${inMegabytes(MAX_TOTAL_BYTES)} together at most, and have ${inMegabytes(total)}`,
		);
	}
	const parts = found.map((one) => toFilePayload(field, one));
	return { value: plural ? parts : parts[0] };
}
