import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { findWrite, WRITES } from '../catalogue';
import type { Field, PlainField } from '../catalogue/field';
import { batchList, type WriteOperation } from '../catalogue/operation';
import { PMS_LABELS, type Pms } from '../catalogue/pms';
import { schemaOf, type Body } from '../catalogue/schema';
import { ITEMS } from '../parameters/batch';
import { listParameters, parameterName } from '../parameters/names';
import { sentence, zodIssues, type Issue } from './issue';
import { fromJson, listRows, plainValues, readerOf, type Given, type Read } from './parameterReader';

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

/** What one input item asks to write. */
export type Draft = GoodDraft | BadDraft;

const isPlain = (field: Field): field is PlainField => field.type !== 'array';

const valuesOf = (fields: readonly Field[], read: Read): Record<string, unknown> => {
	const required = fields.filter((field) => field.required).map(({ name }) => parameterName(name));
	const open = Object.fromEntries(required.map((name) => [name, read(name)])) as IDataObject;
	const values = { ...((read('additionalFields') || {}) as IDataObject), ...open };
	return plainValues(fields.filter(isPlain), values);
};

/** A batch item fills in one row; its body is a batch of that one row. */
function bodyFromForm(write: WriteOperation, read: Read): { body: Body; issues: Issue[] } {
	const batch = batchList(write);
	const byItems = batch !== undefined && isByItems(write, read);
	const own = write.fields.filter((field) => field !== batch);
	const lists = write.fields.flatMap((field): Array<[string, Given]> => {
		if (isPlain(field)) return [];
		if (field !== batch) return [[field.name, listRows(field, read)]];
		return [[field.name, byItems ? { value: [valuesOf(field.items, read)] } : listRows(field, read)]];
	});
	const given = lists.flatMap(([name, list]) => ('value' in list ? [[name, list.value] as const] : []));
	return {
		body: { ...valuesOf(own, read), ...Object.fromEntries(given) },
		issues: lists.flatMap(([, list]) => ('issue' in list ? [list.issue] : [])),
	};
}

const isByItems = (write: WriteOperation, read: Read): boolean => {
	const { input } = listParameters(write.batchOf ?? '');
	return read('specifyBody') !== 'json' && read(input) === ITEMS.chargesInput[0];
};

const rawBody = (write: WriteOperation, read: Read): { body: unknown; issues: Issue[] } => {
	if (read('specifyBody') !== 'json') return bodyFromForm(write, read);
	const given = fromJson(read('bodyJson'), 'Body');
	return 'issue' in given ? { body: undefined, issues: [given.issue] } : { body: given.value, issues: [] };
};

const unsupported = (resource: string, operation: string, pms: string): Issue => {
	const offered = WRITES.filter((write) => write.resource === resource && write.operation === operation);
	const names = offered.map((write) => PMS_LABELS[write.pms]).join(', ');
	if (!pms) return { field: 'PMS', message: `is not chosen. Choose one of ${names}` };
	const name = PMS_LABELS[pms as Pms] ?? pms;
	return { field: 'PMS', message: `"${name}" is not one that Propexo supports here. Choose one of ${names}` };
};

function draftItem(item: number, resource: string, operation: string, read: Read): Draft {
	const pms = String(read('pms') ?? '');
	const write = findWrite(resource, operation, pms);
	if (!write) return { item, issues: [unsupported(resource, operation, pms)] };
	const { body, issues } = rawBody(write, read);
	if (issues.length) return { item, issues };
	const checked = schemaOf(write).safeParse(body);
	if (!checked.success) return { item, issues: zodIssues(checked.error, write.fields) };
	const group = batchList(write) && isByItems(write, read) ? String(read('batchGroup') ?? '') : undefined;
	return {
		item,
		write,
		path: write.path,
		body: checked.data as Body,
		...(group !== undefined && { group }),
	};
}

/**
 * Reads and validates what one input item asks to write. Sends nothing.
 * @param context where n8n runs the node
 * @param item the index of the input item
 */
export function draft(context: IExecuteFunctions, item: number): Draft {
	const read = readerOf(context, item);
	try {
		return draftItem(item, String(read('resource')), String(read('operation')), read);
	} catch (error) {
		const { message, context: where } = error as Error & { context?: { parameter?: string } };
		return { item, issues: [{ field: where?.parameter ?? 'An expression', message: `cannot be read: ${message}` }] };
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
