import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { ReadOperation } from '../../catalogue/reads';
import { extractLocatorValue } from '../../properties/extractLocatorValue';
import { parameterName } from '../../properties/parameterNames';
import { CONCURRENCY } from '../../properties/writeOptions';
import { parseApiIssues } from '../../transport/apiIssues';
import { type Client, openClient } from '../../transport/client';
import type { ListError } from '../../transport/pagination';
import { DEFAULT_ORDER, readRecord, readRecords } from '../../transport/readRecords';
import type { Timing } from '../../transport/timing';
import { err, ok, type Result } from '../../utils/result';
import { trimSpace } from '../../utils/trimSpace';
import { formatIssue, type Issue } from '../common/issues';
import { invalidParametersError, type ItemError, requestError } from '../common/itemError';
import { executeItems, type ParseItem, parseItems, toOutputs } from '../common/items';
import type { GetParameter } from '../common/parameters';
import { parseIdSegment } from '../common/parseIdSegment';
import { parseLimit } from '../common/parseLimit';
import { ISSUES } from '../messages';
import { parseFilters } from './parseFilters';

/** What an item asks to read. */
interface ReadRequest {
	readonly path: string;
	/** The record that the path names, such as `vendor 42`. */
	readonly recordLabel?: string;
	readonly query: IDataObject;
	/** The maximum number of records. */
	readonly limit: number;
}

/** https://docs.propexo.com/documentation/about-the-api/sorting */
const ORDER_BY = /^\w+(:(asc|desc))?(,\w+(:(asc|desc))?)*$/;

/** The ID makes the order of equal records the same on every page. */
const parseOrderBy = (value: string): Result<string, Issue> => {
	const order = value.trim().replace(/\s*([,:])\s*/g, '$1') || DEFAULT_ORDER;
	if (!ORDER_BY.test(order)) return err({ field: 'Order By', message: ISSUES.order });
	return ok(/(^|,)id(:|,|$)/.test(order) ? order : `${order},id:asc`);
};

const parsePath = (
	{ path, pathId }: ReadOperation,
	getParameter: GetParameter,
): Result<Pick<ReadRequest, 'path' | 'recordLabel'>, Issue> => {
	if (!pathId) return ok({ path });
	const id = extractLocatorValue(getParameter(parameterName(pathId.name)));
	const segment = parseIdSegment(id);
	if (!segment.ok) return err({ field: pathId.label, message: segment.error });
	return ok({
		path: path.replace(`{${pathId.name}}`, () => segment.value),
		recordLabel: `${pathId.noun} ${trimSpace(String(id))}`,
	});
};

const parseRequest =
	(operation: ReadOperation, timeZone: string): ParseItem<ReadRequest> =>
	(getParameter, item) => {
		const path = parsePath(operation, getParameter);
		if (!path.ok) return err(invalidParametersError(item, [path.error]));
		if (operation.returns === 'record') return ok({ ...path.value, query: {}, limit: 1 });
		const values = (getParameter('filters') || {}) as IDataObject;
		const filters = parseFilters(operation.filters, values, timeZone);
		const limit = parseLimit(getParameter);
		const { orderBy = '' } = (getParameter('options') || {}) as { orderBy?: unknown };
		const order = parseOrderBy(String(orderBy));
		if (!filters.ok || !limit.ok || !order.ok) {
			const issues = [
				...(filters.ok ? [] : filters.error),
				...[limit, order].flatMap((result) => (result.ok ? [] : [result.error])),
			];
			return err(invalidParametersError(item, issues));
		}
		const query = { ...filters.value, 'order-by': order.value };
		return ok({ ...path.value, query, limit: limit.value });
	};

/** A failed request, with what Propexo says about each filter. */
const readError = (
	operation: ReadOperation,
	item: number,
	outcome: ListError,
	recordLabel?: string,
): ItemError => {
	const labelOfFilter = (name: unknown): string =>
		operation.filters.find((filter) => filter.name === name)?.label ?? 'The request';
	const issues = parseApiIssues(outcome.kind === 'response' ? outcome.body : undefined);
	const bullets = issues.map(({ path, message }) =>
		formatIssue({ field: `${labelOfFilter(path[0])}:`, message }),
	);
	const error = requestError(item, outcome, recordLabel);
	return bullets.length ? { ...error, bullets } : error;
};

const fetchRecords = async (
	client: Client,
	{ returns }: ReadOperation,
	{ path, query, limit }: ReadRequest,
): Promise<Result<readonly IDataObject[], ListError>> => {
	if (returns === 'list') return await readRecords(client, { path, query }, limit);
	const record = await readRecord(client, path);
	return record.ok ? ok([record.value]) : record;
};

/**
 * Reads what the input items ask for, a record by its ID or a list, into an output item per record.
 * @throws NodeOperationError, NodeApiError where the node stops on errors
 */
export async function read(
	context: IExecuteFunctions,
	operation: ReadOperation,
	timing: Timing,
): Promise<INodeExecutionData[]> {
	const parsed = parseItems(context, parseRequest(operation, context.getTimezone()));
	const signal = context.getExecutionCancelSignal();
	const client = await openClient(context, { signal, concurrency: CONCURRENCY, timing });
	return await executeItems(context, parsed, CONCURRENCY, async (request, item) => {
		const records = await fetchRecords(client, operation, request);
		return records.ok
			? ok(toOutputs(item, records.value))
			: err(readError(operation, item, records.error, request.recordLabel));
	});
}
