import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { LOG_FILTERS } from '../../catalogue/logFilters';
import { CONCURRENCY } from '../../properties/writeOptions';
import { type Client, openClient } from '../../transport/client';
import { type ListError, readPages } from '../../transport/pagination';
import type { Timing } from '../../transport/timing';
import { LOG_PAGE, readRawLogPage } from '../../transport/writeLog';
import { err, ok, type Result } from '../../utils/result';
import { invalidParametersError, requestError } from '../common/itemError';
import { executeItems, type ParseItem, parseItems, toOutputs } from '../common/items';
import { parseLimit } from '../common/parseLimit';
import { parseFilters } from '../read/parseFilters';

/** What an item asks of the write log. */
interface LogQuery {
	readonly query: IDataObject;
	/** The maximum number of rows. */
	readonly limit: number;
	readonly includeParameters: boolean;
}

const parseLogQuery =
	(timeZone: string): ParseItem<LogQuery> =>
	(getParameter, item) => {
		const values = (getParameter('filters') || {}) as IDataObject;
		const filters = parseFilters(LOG_FILTERS, values, timeZone);
		const limit = parseLimit(getParameter);
		if (!filters.ok || !limit.ok) {
			const issues = [...(filters.ok ? [] : filters.error), ...(limit.ok ? [] : [limit.error])];
			return err(invalidParametersError(item, issues));
		}
		const options = (getParameter('options') || {}) as { includeParameters?: boolean };
		const includeParameters = options.includeParameters === true;
		return ok({ query: filters.value, limit: limit.value, includeParameters });
	};

/** The log has a row for each job and attempt; its place may shift while it is read. */
const rowKey = ({ job_id, id }: IDataObject): string => JSON.stringify([job_id, id]);

const readLog = async (
	client: Client,
	{ query, limit }: LogQuery,
): Promise<Result<readonly IDataObject[], ListError>> =>
	await readPages(
		{
			maxPageSize: LOG_PAGE,
			keyOf: rowKey,
			read: async (offset, pageLimit) =>
				await readRawLogPage(client, { ...query, limit: pageLimit, offset }),
		},
		limit,
	);

const withoutParameters = ({ parameters: _, ...row }: IDataObject): IDataObject => row;

/**
 * Reads the write log, the finished write jobs of the account, into an output item per row. The
 * parameters of a job may hold the request body, so they are left out unless asked for.
 * https://docs.propexo.com/api-reference/configuration-ap-is/admin/query-write-job-logs
 * @throws NodeOperationError, NodeApiError where the node stops on errors
 */
export async function getManyJobs(
	context: IExecuteFunctions,
	timing: Timing,
): Promise<INodeExecutionData[]> {
	const parsed = parseItems(context, parseLogQuery(context.getTimezone()));
	const signal = context.getExecutionCancelSignal();
	const client = await openClient(context, { signal, concurrency: CONCURRENCY, timing });
	return await executeItems(context, parsed, CONCURRENCY, async (request, item) => {
		const rows = await readLog(client, request);
		if (!rows.ok) return err(requestError(item, rows.error));
		const shown = request.includeParameters ? rows.value : rows.value.map(withoutParameters);
		return ok(toOutputs(item, shown));
	});
}
