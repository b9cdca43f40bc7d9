import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { findRead } from '../catalogue/reads';
import { errorItem,executionError } from './common/itemError';
import { readItems } from './read/index';
import { writeItems } from './write/index';
import { readLogItems } from './writeJob/getMany';
import { retryJobs } from './writeJob/retry';
import { getJobStatuses } from './writeJob/status';

type Action = (context: IExecuteFunctions) => Promise<INodeExecutionData[]>;

const JOB_ACTIONS: Readonly<Record<string, Action>> = {
	get: getJobStatuses,
	getMany: readLogItems,
	retry: retryJobs,
	wait: getJobStatuses,
};

const actionFor = (resource: string, operation: string): Action => {
	if (resource === 'writeJob') return JOB_ACTIONS[operation] ?? getJobStatuses;
	const read = findRead(resource, operation);
	return read ? async (context) => await readItems(context, read) : writeItems;
};

/**
 * Does what the chosen resource and operation ask for. Where the workflow is to go on, whatever
 * stops the node becomes an error item for each input item: n8n itself would pass the input on as
 * if all of it was done.
 * @throws NodeOperationError, NodeApiError where the node stops on errors; UserError when cancelled
 */
export async function router(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	try {
		const [resource, operation] = ['resource', 'operation'].map((name) =>
			String(context.getNodeParameter(name, 0)),
		);
		return await actionFor(resource!, operation!)(context);
	} catch (thrown) {
		const error = thrown as Error;
		if (!context.continueOnFail() || context.getExecutionCancelSignal()?.aborted) throw error;
		return context.getInputData().map((_, item) => errorItem(executionError(item, error)));
	}
}
