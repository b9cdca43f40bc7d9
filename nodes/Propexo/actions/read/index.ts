import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { ReadOperation } from '../../catalogue/reads';
import { extractLocatorValue } from '../../properties/extractLocatorValue';
import { parameterName } from '../../properties/parameterNames';
import { parseApiIssues } from '../../transport/apiIssues';
import type { Client } from '../../transport/client';
import type { HttpOutcome } from '../../transport/http';
import type { ListResult } from '../../transport/pagination';
import { DEFAULT_ORDER, readRecord, readRecords } from '../../transport/readRecords';
import { formatIssue, type Issue } from '../common/issues';
import { invalidParametersError, type ItemError, requestError } from '../common/itemError';
import { answerEach, type Answered, askEach, type Asked } from '../common/items';
import { itemTag } from '../common/itemTag';
import type { GetParameter } from '../common/parameters';
import { parseIdSegment } from '../common/parseIdSegment';
import { parseLimit } from '../common/parseLimit';
import { parseFilters } from './parseFilters';

/** What an item asks to read. */
interface Wish {
	readonly path: string;
	/** The record that the path names, which Propexo does not know where it answers 404. */
	readonly subject?: string;
	readonly query: IDataObject;
	/** How many records at most. */
	readonly most: number;
}

/** https://docs.propexo.com/documentation/about-the-api/sorting */
const ORDER_BY = /^\w+(:(asc|desc))?(,\w+(:(asc|desc))?)*$/;

/** The id makes the order of equal records the same on every page. */
const orderOf = (given: string): { readonly order: string } | { readonly issue: Issue } => {
	const order = given.trim().replace(/\s*([,:])\s*/g, '$1') || DEFAULT_ORDER;
	if (!ORDER_BY.test(order)) {
		return {
			issue: {
				field: 'Order By',
				message: 'must be fields with :asc or :desc, such as updated_at:desc,id:asc',
			},
		};
	}
	return { order: /(^|,)id(:|,|$)/.test(order) ? order : `${order},id:asc` };
};

const pathOf = (
	{ path, pathId }: ReadOperation,
	read: GetParameter,
): Pick<Wish, 'path' | 'subject'> | { issue: Issue } => {
	if (!pathId) return { path };
	const id = extractLocatorValue(read(parameterName(pathId.name)));
	const place = parseIdSegment(id);
	if ('fault' in place) return { issue: { field: pathId.label, message: place.fault } };
	return {
		path: path.replace(`{${pathId.name}}`, place.segment),
		subject: `${pathId.noun} ${String(id)}`,
	};
};

const ask =
	(operation: ReadOperation) =>
	(read: GetParameter, item: number): Asked<Wish> => {
		const where = pathOf(operation, read);
		if ('issue' in where) return { failure: invalidParametersError(item, [where.issue]) };
		if (operation.returns === 'record') return { wish: { ...where, query: {}, most: 1 } };
		const { query, issues } = parseFilters(
			operation.filters,
			(read('filters') || {}) as IDataObject,
		);
		const count = parseLimit(read);
		const { orderBy = '' } = (read('options') || {}) as { orderBy?: unknown };
		const sorted = orderOf(String(orderBy));
		if ('issue' in count || 'issue' in sorted || issues.length) {
			const all = [
				...issues,
				...[count, sorted].flatMap((one) => ('issue' in one ? [one.issue] : [])),
			];
			return { failure: invalidParametersError(item, all) };
		}
		return { wish: { ...where, query: { ...query, 'order-by': sorted.order }, most: count.most } };
	};

/** A failed request, with what Propexo says of each filter. */
const inVain = (
	operation: ReadOperation,
	item: number,
	delivery: HttpOutcome,
	subject?: string,
): ItemError => {
	const failure = requestError(item, delivery, subject);
	const label = (name: unknown): string =>
		operation.filters.find((filter) => filter.name === name)?.label ?? 'The request';
	const issues = parseApiIssues(delivery.kind === 'answer' ? delivery.body : undefined);
	const lines = issues.map(
		({ path, message }) => `\n• ${formatIssue({ field: `${label(path[0])}:`, message })}`,
	);
	return { ...failure, description: `${failure.description}${lines.join('')}` };
};

/** The items that a list gives out, or why it gives none. */
export function listed(
	item: number,
	result: ListResult<IDataObject>,
	inVain: (delivery: HttpOutcome) => ItemError,
): Answered {
	if ('rows' in result)
		return { outputs: result.rows.map((json) => ({ json, pairedItem: { item } })) };
	if ('delivery' in result) return { failure: inVain(result.delivery) };
	const message = `Propexo gave the same records again and again ${itemTag(item)}`;
	return {
		failure: {
			item,
			message,
			description: 'Set a limit, narrow the list by filters, or try again later.',
		},
	};
}

const answer =
	(operation: ReadOperation) =>
	async (client: Client, { path, subject, query, most }: Wish, item: number): Promise<Answered> => {
		const failed = (delivery: HttpOutcome): ItemError => inVain(operation, item, delivery, subject);
		if (operation.returns === 'list')
			return listed(item, await readRecords(client, path, query, most), failed);
		const result = await readRecord(client, path);
		if ('delivery' in result) return { failure: failed(result.delivery) };
		return { outputs: [{ json: result.record, pairedItem: { item } }] };
	};

/**
 * Reads what the input items ask for: a record by its id, or a list.
 * @returns an output item for each record, linked to its input item
 * @throws NodeOperationError, NodeApiError as the node's error setting asks for
 */
export const readItems = async (
	context: IExecuteFunctions,
	operation: ReadOperation,
): Promise<INodeExecutionData[]> =>
	await answerEach(context, askEach(context, ask(operation)), answer(operation));
