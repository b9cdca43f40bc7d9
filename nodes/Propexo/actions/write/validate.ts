import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { batchListField, type Endpoint } from '../../catalogue/endpoint';
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
import { ENDPOINTS,findEndpoint } from '../../catalogue/index';
import { fieldText } from '../../catalogue/labels';
import { type Pms, PMS_LABELS } from '../../catalogue/pms';
import { bodySchema } from '../../catalogue/schema/bodySchema';
import type { Body } from '../../catalogue/schema/checkRules';
import { ITEMS } from '../../properties/batchProperties';
import { extractLocatorValue } from '../../properties/extractLocatorValue';
import { listParameters, parameterName } from '../../properties/parameterNames';
import { expressionIssue, formatIssue, type Issue, zodIssues } from '../common/issues';
import {
	type GetParameter,
	type Given,
	parameterGetter,
	parseJsonParameter,
	readRows,
	readScalars,
} from '../common/parameters';
import { parseIdSegment } from '../common/parseIdSegment';
import { readAttachments } from './attachments';

/** An input item whose write is wholly valid. */
export interface ValidItem {
	readonly item: number;
	readonly write: Endpoint;
	readonly path: string;
	readonly body: Body;
	/** Set where the item is one row of a batch: items with another group go in another batch. */
	readonly group?: string;
}

/** An input item that cannot be written. */
export interface InvalidItem {
	readonly item: number;
	readonly issues: readonly Issue[];
}

/** An input item, and the way to its parameters. */
interface ItemInput {
	readonly context: IExecuteFunctions;
	readonly item: number;
	readonly read: GetParameter;
}

/** What one input item asks to write. */
export type ItemValidation = ValidItem | InvalidItem;

/**
 * Where the value of a field stands: in the open, or under Additional Fields. It is never taken
 * from the other place, which may hold what was entered for another PMS.
 */
const placeOf = ({ required }: Field, read: GetParameter): GetParameter =>
	required ? read : (name) => ((read('additionalFields') || {}) as IDataObject)[name];

const valuesOf = (fields: readonly Field[], read: GetParameter): Record<string, unknown> => {
	const plain = fields.filter(isPlain);
	const values = plain.map((field) => {
		const name = parameterName(field.name);
		return [name, placeOf(field, read)(name)];
	});
	return readScalars(plain, Object.fromEntries(values) as IDataObject);
};

/** What a form gives for a field that is more than one value; nothing where it gives nothing. */
const partOf = async (
	input: ItemInput,
	field: ListField | FileField | FileListField,
): Promise<Given | undefined> => {
	if (isFile(field))
		return await readAttachments(input.context, input.item, field, placeOf(field, input.read));
	const rows = readRows(field, input.read);
	const isEmpty = 'value' in rows && Array.isArray(rows.value) && rows.value.length === 0;
	return isEmpty && !field.required ? undefined : rows;
};

/** A batch item fills in one row; its body is a batch of that one row. */
async function bodyFromForm(
	write: Endpoint,
	input: ItemInput,
): Promise<{ body: Body; issues: Issue[] }> {
	const batch = batchListField(write);
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

const isByItems = (write: Endpoint, read: GetParameter): boolean => {
	const { input } = listParameters(write.batchOf ?? '');
	return read('specifyBody') !== 'json' && read(input) === ITEMS.chargesInput[0];
};

const rawBody = async (
	write: Endpoint,
	input: ItemInput,
): Promise<{ body: unknown; issues: Issue[] }> => {
	if (input.read('specifyBody') !== 'json') return await bodyFromForm(write, input);
	const given = parseJsonParameter(input.read('bodyJson'), 'Body');
	return 'issue' in given
		? { body: undefined, issues: [given.issue] }
		: { body: given.value, issues: [] };
};

const unsupported = (resource: string, operation: string, pms: string): Issue => {
	const offered = ENDPOINTS.filter(
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

function pathOf(
	{ path, pathIds }: Endpoint,
	read: GetParameter,
): { path: string; issues: Issue[] } {
	const places = pathIds.map((field) => ({
		field,
		place: parseIdSegment(extractLocatorValue(read(parameterName(field.name)))),
	}));
	return {
		path: places.reduce(
			(done, { field, place }) =>
				done.replace(`{${field.name}}`, 'segment' in place ? place.segment : ''),
			path,
		),
		issues: places.flatMap(({ field, place }) =>
			'fault' in place ? [{ field: fieldText(field).label, message: place.fault }] : [],
		),
	};
}

async function draftItem(input: ItemInput): Promise<ItemValidation> {
	const { item, read } = input;
	const [resource, operation, pms] = [read('resource'), read('operation'), read('pms')].map(
		(value) => String(value ?? ''),
	);
	const write = findEndpoint(resource!, operation!, pms!);
	if (!write) return { item, issues: [unsupported(resource!, operation!, pms!)] };
	const place = pathOf(write, read);
	const { body, issues } = await rawBody(write, input);
	if (issues.length) return { item, issues: [...place.issues, ...issues] };
	const checked = bodySchema(write).safeParse(body);
	const wrong = checked.success
		? place.issues
		: [...place.issues, ...zodIssues(checked.error, write.fields)];
	if (wrong.length) return { item, issues: wrong };
	const group =
		batchListField(write) && isByItems(write, read) ? String(read('batchGroup') ?? '') : undefined;
	return {
		item,
		write,
		path: place.path,
		body: checked.data as Body,
		...(group !== undefined && { group }),
	};
}

/** Reads and validates what one input item asks to write. Sends nothing. */
export async function validateItem(
	context: IExecuteFunctions,
	item: number,
): Promise<ItemValidation> {
	try {
		return await draftItem({ context, item, read: parameterGetter(context, item) });
	} catch (error) {
		return { item, issues: [expressionIssue(error)] };
	}
}

/** Whether an item can be written. */
export const isValid = (one: ItemValidation): one is ValidItem => 'write' in one;

/** All that is wrong with an item, a sentence each. */
export const formatIssues = ({ issues }: InvalidItem): string[] => issues.map(formatIssue);
