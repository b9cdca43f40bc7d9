import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { findRead } from '../catalogue/reads';
import { TIMING, type Timing } from '../transport/timing';
import { errorItem, executionError } from './common/itemError';
import { read } from './read';
import { write } from './write';
import { getJobStatuses } from './writeJob/getJobStatuses';
import { getManyJobs } from './writeJob/getManyJobs';
import { retryJobs } from './writeJob/retryJobs';

type Action = (context: IExecuteFunctions, timing: Timing) => Promise<INodeExecutionData[]>;

const JOB_ACTIONS = new Map<string, Action>([
	['get', getJobStatuses],
	['getMany', getManyJobs],
	['retry', retryJobs],
	['wait', getJobStatuses],
]);

/** @throws Error for an operation that the node doesn't have */
const actionFor = (resource: string, operation: string): Action => {
	if (resource !== 'writeJob') {
		const endpoint = findRead(resource, operation);
		return endpoint ? async (context, timing) => await read(context, endpoint, timing) : write;
	}
	const action = JOB_ACTIONS.get(operation);
	if (!action) throw new Error(`Unknown operation "${resource} > ${operation}"`);
	return action;
};

/**
 * Runs the selected operation. Under Continue On Fail an error that stops the whole node becomes an
 * error item per input item: n8n would pass the input on as if everything had been done.
 * @throws NodeOperationError, NodeApiError where the node stops on errors; UserError when canceled
 */
export async function router(
	context: IExecuteFunctions,
	timing: Timing = TIMING,
): Promise<INodeExecutionData[]> {
	try {
		const [resource = '', operation = ''] = ['resource', 'operation'].map((name) =>
			String(context.getNodeParameter(name, 0)),
		);
		return await actionFor(resource, operation)(context, timing);
	} catch (thrown) {
		const error = thrown as Error;
		if (!context.continueOnFail() || context.getExecutionCancelSignal()?.aborted) throw error;
		return context.getInputData().map((_, item) => errorItem(executionError(item, error)));
	}
}
