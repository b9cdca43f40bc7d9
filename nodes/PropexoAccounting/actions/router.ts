import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { writeItems } from './write';
import { followJobs } from './writeJob';

/**
 * Does what the chosen resource and operation ask for.
 * @param context where n8n runs the node
 * @throws NodeOperationError, NodeApiError as the node's error setting asks for
 */
export const run = async (context: IExecuteFunctions): Promise<INodeExecutionData[]> =>
	context.getNodeParameter('resource', 0) === 'writeJob' ? await followJobs(context) : await writeItems(context);
