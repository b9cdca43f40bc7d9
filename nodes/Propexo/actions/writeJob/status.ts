import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { CONCURRENCY, WAIT_TIMEOUT } from '../../properties/writeOptions';
import { type Client, openClient } from '../../transport/client';
import { nodeError } from '../../transport/nodeError';
import {
	readWriteStatus,
	refusalInWords,
	type StatusResult,
	waitForOutcome,
} from '../../transport/writeStatus';
import {
	errorItem,
	invalidParametersError,
	type ItemError,
	requestError,
} from '../common/itemError';
import { askEach, type Asked } from '../common/items';
import { itemTag } from '../common/itemTag';
import type { GetParameter } from '../common/parameters';
import { parseIdSegment } from '../common/parseIdSegment';
import { parsePositive } from '../write/parseOptions';

interface WaitOptions {
	/** Seconds. */
	waitTimeout?: number;
	onWriteFailure?: 'error' | 'status';
}

type Looked = { readonly output: INodeExecutionData } | { readonly failure: ItemError };

const toError = (
	item: number,
	jobId: string,
	result: StatusResult,
	onFailure: string,
): ItemError | undefined => {
	if ('delivery' in result) return requestError(item, result.delivery, `write job ${jobId}`);
	if (result.status.write_status !== 'FAILURE' || onFailure !== 'error') return undefined;
	return {
		item,
		message: `The PMS did not take the write of job ${jobId} ${itemTag(item)}`,
		description: refusalInWords(result.status),
		details: { job_id: jobId, ...result.status },
	};
};

/** The job that an item names. */
export function parseJobId(given: unknown, item: number): Asked<string> {
	const place = parseIdSegment(given);
	if ('segment' in place) return { wish: String(given).trim() };
	const description = 'Use the job_id that a write operation gave out, such as {{ $json.job_id }}.';
	return { failure: { item, message: `Job ID ${place.fault} ${itemTag(item)}`, description } };
}

/** What an item asks for: a job, and how long to wait for its outcome. */
interface Wish {
	readonly jobId: string;
	/** Nothing where the state is asked for once. */
	readonly seconds: number | undefined;
	readonly onFailure: string;
}

const ask =
	(waits: boolean) =>
	(read: GetParameter, item: number): Asked<Wish> => {
		const given = parseJobId(read('jobId'), item);
		if ('failure' in given) return given;
		const options = (read('options') || {}) as WaitOptions;
		const seconds = parsePositive(options.waitTimeout, WAIT_TIMEOUT);
		if ('fault' in seconds)
			return {
				failure: invalidParametersError(item, [{ field: 'Wait Timeout', message: seconds.fault }]),
			};
		const onFailure = waits ? (options.onWriteFailure ?? 'error') : 'status';
		return { wish: { jobId: given.wish, seconds: waits ? seconds.value : undefined, onFailure } };
	};

async function fetchStatus(
	client: Client,
	{ jobId, seconds, onFailure }: Wish,
	item: number,
	signal: AbortSignal | undefined,
): Promise<Looked> {
	const result =
		seconds === undefined
			? await readWriteStatus(client, jobId)
			: await waitForOutcome(client, jobId, seconds, signal);
	const failure = toError(item, jobId, result, onFailure);
	if (failure) return { failure };
	const { status } = result as Extract<StatusResult, { status: unknown }>;
	return { output: { json: { job_id: jobId, ...status } as IDataObject, pairedItem: { item } } };
}

/**
 * Asks for the state of the write jobs that the input items name, once or until it is final.
 * @returns an output item for each input item
 * @throws NodeOperationError, NodeApiError as the node's error setting asks for
 */
export async function getJobStatuses(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const all = askEach(context, ask(context.getNodeParameter('operation', 0) === 'wait'));
	const signal = context.getExecutionCancelSignal();
	const client = await openClient(context, { signal, concurrency: CONCURRENCY });
	const looked = await Promise.all(
		all.map(async (one, item): Promise<Looked> =>
			'failure' in one ? one : await fetchStatus(client, one.wish, item, signal),
		),
	);
	return looked.map((one) => {
		if ('output' in one) return one.output;
		if (context.continueOnFail()) return errorItem(one.failure);
		throw nodeError(context.getNode(), one.failure);
	});
}
