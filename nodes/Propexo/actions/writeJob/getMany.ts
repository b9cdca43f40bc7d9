import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { LOG_FILTERS } from '../../catalogue/logFilters';
import type { Client } from '../../transport/client';
import { type ListResult, readPages } from '../../transport/pagination';
import { LOG_PAGE, readRawLogPage } from '../../transport/writeLog';
import { invalidParametersError,requestError } from '../common/itemError';
import { answerEach, type Answered, askEach, type Asked } from '../common/items';
import type { GetParameter } from '../common/parameters';
import { parseLimit } from '../common/parseLimit';
import { listed } from '../read/index';
import { parseFilters } from '../read/parseFilters';

/** What an item asks of the write log. */
interface Wish {
	readonly query: IDataObject;
	/** How many rows at most. */
	readonly most: number;
	readonly withParameters: boolean;
}

const ask = (read: GetParameter, item: number): Asked<Wish> => {
	const { query, issues } = parseFilters(LOG_FILTERS, (read('filters') || {}) as IDataObject);
	const count = parseLimit(read);
	if ('issue' in count || issues.length) {
		return {
			failure: invalidParametersError(item, [
				...issues,
				...('issue' in count ? [count.issue] : []),
			]),
		};
	}
	const { includeParameters } = (read('options') || {}) as { includeParameters?: boolean };
	return { wish: { query, most: count.most, withParameters: includeParameters === true } };
};

/** A row stands in the log once for each job and attempt; its place may shift while it is read. */
const keyOf = ({ job_id: jobId, id }: IDataObject): string => JSON.stringify([jobId, id]);

const readLog = async (client: Client, { query, most }: Wish): Promise<ListResult<IDataObject>> =>
	await readPages(
		{
			largestPage: LOG_PAGE,
			keyOf,
			read: async (offset, limit) => await readRawLogPage(client, { ...query, limit, offset }),
		},
		most,
	);

const withoutParameters = ({ parameters: _, ...row }: IDataObject): IDataObject => row;

const answer = async (client: Client, wish: Wish, item: number): Promise<Answered> => {
	const result = await readLog(client, wish);
	const shown =
		'rows' in result && !wish.withParameters
			? { rows: result.rows.map(withoutParameters) }
			: result;
	return listed(item, shown, (delivery) => requestError(item, delivery));
};

/**
 * Reads the write log: the finished write jobs of the account.
 * https://docs.propexo.com/api-reference/configuration-ap-is/admin/query-write-job-logs
 * @returns an output item for each row, linked to its input item. The parameters of a job, which
 * may hold the request body, are left out unless they are asked for.
 * @throws NodeOperationError, NodeApiError as the node's error setting asks for
 */
export const readLogItems = async (context: IExecuteFunctions): Promise<INodeExecutionData[]> =>
	await answerEach(context, askEach(context, ask), answer);
