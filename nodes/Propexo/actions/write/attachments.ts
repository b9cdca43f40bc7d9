import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { FileField, FileListField } from '../../catalogue/fields';
import { termOf } from '../../catalogue/labels';
import { fileParameterName } from '../../properties/parameterNames';
import type { Issue } from '../common/issues';
import type { Given, Read } from '../common/parameters';

/** The most that all files of one request may have together, in bytes: 50 MB. */
const MOST_BYTES = 50 * 1024 * 1024;

/** How many bytes so many characters of base64 stand for, give or take two. */
const bytesOf = (characters: number): number => Math.floor((characters * 3) / 4);

const inMegabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** A file of the input item. */
interface Found {
	readonly name: string;
	readonly mimeType: string;
	readonly fileName: string;
	readonly base64: string;
}

type File = FileField | FileListField;

/** Only n8n's helper knows where a workflow keeps its files: beside the JSON, or in it. */
const held = (
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

async function find(
	context: IExecuteFunctions,
	item: number,
	property: string,
): Promise<Found | string> {
	const file = held(context, item, property);
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

const faultOf = ({ files }: File, { name, mimeType, base64 }: Found): string | undefined => {
	if (files.mimeType && mimeType !== files.mimeType) {
		return `must be of the type ${files.mimeType}, and "${name}" is of the type ${mimeType}`;
	}
	if (files.maxBase64 !== undefined && base64.length > files.maxBase64) {
		const most = inMegabytes(bytesOf(files.maxBase64));
		return `must have ${most} at most, and "${name}" has ${inMegabytes(bytesOf(base64.length))}`;
	}
	return undefined;
};

const toPart = (field: File, { base64, fileName, mimeType }: Found): Record<string, string> => {
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
 * @param context where n8n runs the node
 * @param item the index of the input item
 * @param field a file, or a list of files
 * @param read the parameters among which the one for the field stands
 * @returns nothing where no property is named
 */
export async function filesOf(
	context: IExecuteFunctions,
	item: number,
	field: File,
	read: Read,
): Promise<Given | undefined> {
	const plural = field.type === 'array';
	const named = String(read(fileParameterName(field.name, plural)) ?? '');
	const properties = named
		.split(',')
		.map((name) => name.trim())
		.filter(Boolean);
	if (!properties.length) return undefined;
	const issue = (message: string): { issue: Issue } => ({
		issue: { field: termOf(field).label, message },
	});
	if (!plural && properties.length > 1) return issue('takes one file only');

	const found: Found[] = [];
	for (const property of properties) {
		const one = await find(context, item, property);
		const fault = typeof one === 'string' ? one : faultOf(field, one);
		if (typeof one === 'string' || fault) return issue(fault ?? '');
		found.push(one);
	}
	const total = bytesOf(found.reduce((sum, { base64 }) => sum + base64.length, 0));
	if (total > MOST_BYTES) {
		return issue(
			`must have ${inMegabytes(MOST_BYTES)} together at most, and have ${inMegabytes(total)}`,
		);
	}
	const parts = found.map((one) => toPart(field, one));
	return { value: plural ? parts : parts[0] };
}
