import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { isWriteOperation } from '../catalogue';
import { findRead } from '../catalogue/reads';
import { nodeError } from '../transport/nodeError';
import { TIMING, type Timing } from '../transport/timing';
import { errorItem, executionError } from './common/itemError';
import { ERRORS } from './messages';
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

/** The action of an operation; undefined for one that the node doesn't have. */
const findAction = (resource: string, operation: string): Action | undefined => {
	if (resource === 'writeJob') return JOB_ACTIONS.get(operation);
	const endpoint = findRead(resource, operation);
	if (endpoint) return async (context, timing) => await read(context, endpoint, timing);
	return isWriteOperation(resource, operation) ? write : undefined;
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
			String(context.getNodeParameter(name, 0, '')),
		);
		const action = findAction(resource, operation);
		if (!action) throw nodeError(context.getNode(), ERRORS.unknownOperation(resource, operation));
		return await action(context, timing);
	} catch (thrown) {
		const error = thrown as Error;
		if (!context.continueOnFail() || context.getExecutionCancelSignal()?.aborted) throw error;
		return context.getInputData().map((_, item) => errorItem(executionError(item, error)));
	}
}
