import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { batchList, type WriteOperation } from '../../catalogue/endpoint';
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
import { findWrite, WRITES } from '../../catalogue/index';
import { termOf } from '../../catalogue/labels';
import { type Pms, PMS_LABELS } from '../../catalogue/pms';
import { schemaOf } from '../../catalogue/schema/bodySchema';
import type { Body } from '../../catalogue/schema/checkRules';
import { ITEMS } from '../../properties/batchProperties';
import { unwrap } from '../../properties/extractLocatorValue';
import { listParameters, parameterName } from '../../properties/parameterNames';
import { type Issue, sentence, unreadable, zodIssues } from '../common/issues';
import {
	fromJson,
	type Given,
	listRows,
	plainValues,
	type Read,
	readerOf,
} from '../common/parameters';
import { idSegment } from '../common/parseIdSegment';
import { filesOf } from './attachments';

/** An input item whose write is wholly valid. */
export interface GoodDraft {
	readonly item: number;
	readonly write: WriteOperation;
	readonly path: string;
	readonly body: Body;
	/** Set where the item is one row of a batch: items with another group go in another batch. */
	readonly group?: string;
}

/** An input item that cannot be written. */
export interface BadDraft {
	readonly item: number;
	readonly issues: readonly Issue[];
}

/** An input item, and the way to its parameters. */
interface ItemInput {
	readonly context: IExecuteFunctions;
	readonly item: number;
	readonly read: Read;
}

/** What one input item asks to write. */
export type Draft = GoodDraft | BadDraft;

/**
 * Where the value of a field stands: in the open, or under Additional Fields. It is never taken
 * from the other place, which may hold what was entered for another PMS.
 */
const placeOf = ({ required }: Field, read: Read): Read =>
	required ? read : (name) => ((read('additionalFields') || {}) as IDataObject)[name];

const valuesOf = (fields: readonly Field[], read: Read): Record<string, unknown> => {
	const plain = fields.filter(isPlain);
	const values = plain.map((field) => {
		const name = parameterName(field.name);
		return [name, placeOf(field, read)(name)];
	});
	return plainValues(plain, Object.fromEntries(values) as IDataObject);
};

/** What a form gives for a field that is more than one value; nothing where it gives nothing. */
const partOf = async (
	input: ItemInput,
	field: ListField | FileField | FileListField,
): Promise<Given | undefined> => {
	if (isFile(field))
		return await filesOf(input.context, input.item, field, placeOf(field, input.read));
	const rows = listRows(field, input.read);
	const isEmpty = 'value' in rows && Array.isArray(rows.value) && rows.value.length === 0;
	return isEmpty && !field.required ? undefined : rows;
};

/** A batch item fills in one row; its body is a batch of that one row. */
async function bodyFromForm(
	write: WriteOperation,
	input: ItemInput,
): Promise<{ body: Body; issues: Issue[] }> {
	const batch = batchList(write);
	const row = batch && isByItems(write, input.read) ? batch : undefined;
	const own = write.fields.filter((field) => field !== row);
	const body = valuesOf(own, input.read);
	const issues: Issue[] = [];
	for (const field of own.filter((one): one is Exclude<Field, PlainField> => !isPlain(one))) {
		const given = await partOf(input, field);
		if (given && 'issue' in given) issues.push(given.issue);
		else if (given) body[field.name] = given.value;
	}
	if (row) body[row.name] = [valuesOf(rowFields(row), input.read)];
	return { body, issues };
}

const isByItems = (write: WriteOperation, read: Read): boolean => {
	const { input } = listParameters(write.batchOf ?? '');
	return read('specifyBody') !== 'json' && read(input) === ITEMS.chargesInput[0];
};

const rawBody = async (
	write: WriteOperation,
	input: ItemInput,
): Promise<{ body: unknown; issues: Issue[] }> => {
	if (input.read('specifyBody') !== 'json') return await bodyFromForm(write, input);
	const given = fromJson(input.read('bodyJson'), 'Body');
	return 'issue' in given
		? { body: undefined, issues: [given.issue] }
		: { body: given.value, issues: [] };
};

const unsupported = (resource: string, operation: string, pms: string): Issue => {
	const offered = WRITES.filter(
		(write) => write.resource === resource && write.operation === operation,
	);
	const names = offered.map((write) => PMS_LABELS[write.pms]).join(', ');
	if (!pms) return { field: 'PMS', message: `is not chosen. Choose one of ${names}` };
	const name = PMS_LABELS[pms as Pms] ?? pms;
	return {
		field: 'PMS',
		message: `"${name}" is not one that Propexo supports here. Choose one of ${names}`,
	};
};

function pathOf({ path, pathIds }: WriteOperation, read: Read): { path: string; issues: Issue[] } {
	const places = pathIds.map((field) => ({
		field,
		place: idSegment(unwrap(read(parameterName(field.name)))),
	}));
	return {
		path: places.reduce(
			(done, { field, place }) =>
				done.replace(`{${field.name}}`, 'segment' in place ? place.segment : ''),
			path,
		),
		issues: places.flatMap(({ field, place }) =>
			'fault' in place ? [{ field: termOf(field).label, message: place.fault }] : [],
		),
	};
}

async function draftItem(input: ItemInput): Promise<Draft> {
	const { item, read } = input;
	const [resource, operation, pms] = [read('resource'), read('operation'), read('pms')].map(
		(value) => String(value ?? ''),
	);
	const write = findWrite(resource!, operation!, pms!);
	if (!write) return { item, issues: [unsupported(resource!, operation!, pms!)] };
	const place = pathOf(write, read);
	const { body, issues } = await rawBody(write, input);
	if (issues.length) return { item, issues: [...place.issues, ...issues] };
	const checked = schemaOf(write).safeParse(body);
	const wrong = checked.success
		? place.issues
		: [...place.issues, ...zodIssues(checked.error, write.fields)];
	if (wrong.length) return { item, issues: wrong };
	const group =
		batchList(write) && isByItems(write, read) ? String(read('batchGroup') ?? '') : undefined;
	return {
		item,
		write,
		path: place.path,
		body: checked.data as Body,
		...(group !== undefined && { group }),
	};
}

/**
 * Reads and validates what one input item asks to write. Sends nothing.
 * @param context where n8n runs the node
 * @param item the index of the input item
 */
export async function draft(context: IExecuteFunctions, item: number): Promise<Draft> {
	try {
		return await draftItem({ context, item, read: readerOf(context, item) });
	} catch (error) {
		return { item, issues: [unreadable(error)] };
	}
}

/**
 * Whether an item can be written.
 * @param one a draft
 */
export const isGood = (one: Draft): one is GoodDraft => 'write' in one;

/**
 * All that is wrong with an item, a sentence each.
 * @param bad a draft that cannot be written
 */
export const sentences = ({ issues }: BadDraft): string[] => issues.map(sentence);
