import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { openClient, type Client } from '../../shared/client';
import { nodeError } from '../../shared/nodeError';
import { segmentOf } from '../../shared/segment';
import { readableErrors, readWriteStatus, waitForWrite, type StatusResult } from '../../shared/writeJob';
import { CONCURRENCY, WAIT_TIMEOUT } from '../parameters/options';
import type { Asked } from './eachItem';
import { askedInVain, errorItem, type ItemFailure } from './failure';

interface WaitOptions {
	/** Seconds. */
	waitTimeout?: number;
	onWriteFailure?: 'error' | 'status';
}

type Looked = { readonly output: INodeExecutionData } | { readonly failure: ItemFailure };

const failed = (item: number, jobId: string, result: StatusResult, onFailure: string): ItemFailure | undefined => {
	if ('delivery' in result) return askedInVain(item, result.delivery, `write job ${jobId}`);
	if (result.status.write_status !== 'FAILURE' || onFailure !== 'error') return undefined;
	const said = readableErrors(result.status.errors).map((line) => `• ${line}`);
	return {
		item,
		message: `The PMS did not take the write of job ${jobId} [Item ${item}]`,
		description: said.length ? `The PMS says:\n${said.join('\n')}` : 'The PMS gave no reason.',
		details: { job_id: jobId, ...result.status },
	};
};

/**
 * The job that an item names.
 * @param given the value of Job ID
 * @param item the index of the input item
 */
export function namedJob(given: unknown, item: number): Asked<string> {
	const place = segmentOf(given);
	if ('segment' in place) return { wish: String(given).trim() };
	const description = 'Use the job_id that a write operation gave out, such as {{ $json.job_id }}.';
	return { failure: { item, message: `Job ID ${place.fault} [Item ${item}]`, description } };
}

async function look(context: IExecuteFunctions, client: Client, item: number): Promise<Looked> {
	const given = namedJob(context.getNodeParameter('jobId', item, ''), item);
	if ('failure' in given) return given;
	const jobId = given.wish;
	const waits = context.getNodeParameter('operation', 0) === 'wait';
	const options = context.getNodeParameter('options', item, {}) as WaitOptions;
	const seconds = options.waitTimeout ?? WAIT_TIMEOUT;
	const result = waits
		? await waitForWrite(client, jobId, seconds, context.getExecutionCancelSignal())
		: await readWriteStatus(client, jobId);
	const failure = failed(item, jobId, result, waits ? (options.onWriteFailure ?? 'error') : 'status');
	if (failure) return { failure };
	const { status } = result as Extract<StatusResult, { status: unknown }>;
	return { output: { json: { job_id: jobId, ...status } as IDataObject, pairedItem: { item } } };
}

/**
 * Asks for the state of the write jobs that the input items name, once or until it is final.
 * @param context where n8n runs the node
 * @returns an output item for each input item
 * @throws NodeOperationError, NodeApiError as the node's error setting asks for
 */
export async function followJobs(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const client = await openClient(context, {
		signal: context.getExecutionCancelSignal(),
		concurrency: CONCURRENCY,
	});
	const looked = await Promise.all(context.getInputData().map(async (_, item) => await look(context, client, item)));
	return looked.map((one) => {
		if ('output' in one) return one.output;
		if (context.continueOnFail()) return errorItem(one.failure);
		throw nodeError(context.getNode(), one.failure);
	});
}
