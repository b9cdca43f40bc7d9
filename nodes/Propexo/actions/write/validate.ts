import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { findEndpoint } from '../../catalogue';
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
import { fieldText } from '../../catalogue/labels';
import { PMS_LABELS } from '../../catalogue/pms';
import { bodySchema } from '../../catalogue/schema/bodySchema';
import type { Body } from '../../catalogue/schema/checkRules';
import { ITEMS } from '../../properties/batchProperties';
import { extractLocatorValue } from '../../properties/extractLocatorValue';
import { listParameters, parameterName } from '../../properties/parameterNames';
import { err, ok, type Result } from '../../utils/result';
import { expressionIssue, type Issue, zodIssues } from '../common/issues';
import {
	type GetParameter,
	parameterGetter,
	parseJsonParameter,
	rawParameterGetter,
	readRows,
	readScalars,
} from '../common/parameters';
import { parseIdSegment } from '../common/parseIdSegment';
import { readAttachments } from './attachments';
import { findUnsetFields } from './findUnsetFields';
import type { IdempotencyKey } from './idempotencyKey';
import { jsonFileIssues } from './jsonFileIssues';
import { numberedRecordName } from './recordName';
import { unsupportedPms } from './unsupportedPms';

/** An input item that can be written. */
export interface ValidItem {
	readonly item: number;
	readonly endpoint: Endpoint;
	/** The path with its IDs. */
	readonly path: string;
	readonly body: Body;
	/** Set where the item is one row of a batch; items of different groups don't share a batch. */
	readonly batchGroup?: string;
	/** Set where idempotency keys are in use. */
	readonly key?: IdempotencyKey;
	/** The labels of optional fields that aren't sent because their expression returned nothing. */
	readonly unsetFields?: readonly string[];
}

/** An input item that can't be written. */
export interface InvalidItem {
	readonly item: number;
	readonly issues: readonly Issue[];
	/** The name of the record, where it has a number. */
	readonly record?: string | undefined;
}

export interface ValidatedItems {
	readonly valid: readonly ValidItem[];
	readonly invalid: readonly InvalidItem[];
}

interface ItemInput {
	readonly context: IExecuteFunctions;
	readonly item: number;
	readonly getParameter: GetParameter;
}

/**
 * Reads a field from where its form has it: required ones at the top level, the others under
 * Additional Fields. Never from the other place, which may hold what was entered for another PMS.
 */
const valueSource = ({ required }: Field, getParameter: GetParameter): GetParameter =>
	required
		? getParameter
		: (name) => ((getParameter('additionalFields') || {}) as IDataObject)[name];

const readFields = (fields: readonly Field[], getParameter: GetParameter): IDataObject => {
	const scalars = fields.filter(isPlain);
	const values = scalars.map((field) => {
		const name = parameterName(field.name);
		return [name, valueSource(field, getParameter)(name)];
	});
	return readScalars(scalars, Object.fromEntries(values) as IDataObject) as IDataObject;
};

/** The value of a list or a file field; undefined where the form has none. */
const readNested = async (
	{ context, item, getParameter }: ItemInput,
	field: ListField | FileField | FileListField,
): Promise<Result<unknown, Issue>> => {
	if (isFile(field))
		return await readAttachments(context, item, field, valueSource(field, getParameter));
	const rows = readRows(field, getParameter);
	const isEmpty = rows.ok && Array.isArray(rows.value) && rows.value.length === 0;
	return isEmpty && !field.required ? ok(undefined) : rows;
};

const isOneRowPerItem = ({ batchOf = '' }: Endpoint, getParameter: GetParameter): boolean =>
	getParameter('specifyBody') !== 'json' &&
	getParameter(listParameters(batchOf).input) === ITEMS.chargesInput[0];

/** The fields of the form: those of a batch whose items are its rows include the fields of a row. */
const formFields = (endpoint: Endpoint, getParameter: GetParameter): readonly Field[] => {
	const row = isOneRowPerItem(endpoint, getParameter) ? batchListField(endpoint) : undefined;
	if (!row) return endpoint.fields;
	return [...endpoint.fields.filter((field) => field !== row), ...rowFields(row)];
};

/** The body from the fields of the form. An item that is one row has a batch of that row. */
async function readForm(
	endpoint: Endpoint,
	input: ItemInput,
): Promise<Result<IDataObject, readonly Issue[]>> {
	const batchList = batchListField(endpoint);
	const row = isOneRowPerItem(endpoint, input.getParameter) ? batchList : undefined;
	const bodyFields = endpoint.fields.filter((field) => field !== row);
	const body = readFields(bodyFields, input.getParameter);
	const issues: Issue[] = [];
	for (const field of bodyFields) {
		if (isPlain(field)) continue;
		const nested = await readNested(input, field as Exclude<Field, PlainField>);
		if (!nested.ok) issues.push(nested.error);
		else if (nested.value !== undefined) body[field.name] = nested.value as IDataObject;
	}
	if (row) body[row.name] = [readFields(rowFields(row), input.getParameter)];
	return issues.length ? err(issues) : ok(body);
}

const readBody = async (
	endpoint: Endpoint,
	input: ItemInput,
): Promise<Result<unknown, readonly Issue[]>> => {
	if (input.getParameter('specifyBody') !== 'json') return await readForm(endpoint, input);
	const json = parseJsonParameter(input.getParameter('bodyJson'), 'Body');
	if (!json.ok) return err([json.error]);
	const issues = jsonFileIssues(endpoint.fields, json.value);
	return issues.length ? err(issues) : json;
};

const validateBody = (
	endpoint: Endpoint,
	body: unknown,
	timeZone: string,
): Result<Body, readonly Issue[]> => {
	const parsed = bodySchema(endpoint, timeZone).safeParse(body);
	return parsed.success
		? ok(parsed.data as Body)
		: err(zodIssues(parsed.error, body, endpoint.fields, PMS_LABELS[endpoint.pms]));
};

function buildPath(
	{ path, pathIds }: Endpoint,
	getParameter: GetParameter,
): Result<string, readonly Issue[]> {
	const issues: Issue[] = [];
	let built = path;
	for (const field of pathIds) {
		const id = extractLocatorValue(getParameter(parameterName(field.name)));
		const segment = parseIdSegment(id);
		if (segment.ok) built = built.replace(`{${field.name}}`, () => segment.value);
		else issues.push({ field: fieldText(field).label, message: segment.error });
	}
	return issues.length ? err(issues) : ok(built);
}

const issuesOf = (...results: ReadonlyArray<Result<unknown, readonly Issue[]>>): Issue[] =>
	results.flatMap((result) => (result.ok ? [] : result.error));

/** The parameters that select an endpoint. */
export const readOperation = (getParameter: GetParameter): [string, string, string] => [
	String(getParameter('resource') ?? ''),
	String(getParameter('operation') ?? ''),
	String(getParameter('pms') ?? ''),
];

async function validate(input: ItemInput): Promise<Result<ValidItem, InvalidItem>> {
	const { item, getParameter } = input;
	const [resource, operation, pms] = readOperation(getParameter);
	const endpoint = findEndpoint(resource, operation, pms);
	if (!endpoint) return err({ item, issues: [unsupportedPms(resource, operation, pms)] });
	const path = buildPath(endpoint, getParameter);
	const entered = await readBody(endpoint, input);
	const timeZone = input.context.getTimezone();
	const body = entered.ok ? validateBody(endpoint, entered.value, timeZone) : entered;
	if (!path.ok || !body.ok) {
		const record = entered.ok ? numberedRecordName(endpoint, entered.value) : undefined;
		return err({ item, issues: issuesOf(path, body), record });
	}
	const getRaw = rawParameterGetter(input.context);
	const unsetFields =
		getParameter('specifyBody') === 'json'
			? []
			: findUnsetFields(formFields(endpoint, getParameter), { getParameter, getRaw });
	const isRow = batchListField(endpoint) && isOneRowPerItem(endpoint, getParameter);
	return ok({
		item,
		endpoint,
		path: path.value,
		body: body.value,
		...(isRow && { batchGroup: String(getParameter('batchGroup') ?? '') }),
		...(unsetFields.length && { unsetFields }),
	});
}

async function validateItem(
	context: IExecuteFunctions,
	item: number,
): Promise<Result<ValidItem, InvalidItem>> {
	try {
		return await validate({ context, item, getParameter: parameterGetter(context, item) });
	} catch (error) {
		return err({ item, issues: [expressionIssue(error)] });
	}
}

/** Reads and validates input items. Sends nothing. */
export async function validateItems(
	context: IExecuteFunctions,
	items: readonly number[],
): Promise<ValidatedItems> {
	const results = await Promise.all(items.map(async (item) => await validateItem(context, item)));
	return {
		valid: results.flatMap((result) => (result.ok ? [result.value] : [])),
		invalid: results.flatMap((result) => (result.ok ? [] : [result.error])),
	};
}
