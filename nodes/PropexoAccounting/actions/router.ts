import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { findRead } from '../catalogue/reads';
import { readItems } from './read';
import { retryJobs } from './retryJob';
import { writeItems } from './write';
import { followJobs } from './writeJob';
import { readLogItems } from './writeLog';

type Action = (context: IExecuteFunctions) => Promise<INodeExecutionData[]>;

const JOB_ACTIONS: Readonly<Record<string, Action>> = {
	get: followJobs,
	getMany: readLogItems,
	retry: retryJobs,
	wait: followJobs,
};

const actionFor = (resource: string, operation: string): Action => {
	if (resource === 'writeJob') return JOB_ACTIONS[operation] ?? followJobs;
	const read = findRead(resource, operation);
	return read ? async (context) => await readItems(context, read) : writeItems;
};

/**
 * Does what the chosen resource and operation ask for.
 * @param context where n8n runs the node
 * @throws NodeOperationError, NodeApiError as the node's error setting asks for
 */
export const run = async (context: IExecuteFunctions): Promise<INodeExecutionData[]> =>
	await actionFor(
		String(context.getNodeParameter('resource', 0)),
		String(context.getNodeParameter('operation', 0)),
	)(context);
