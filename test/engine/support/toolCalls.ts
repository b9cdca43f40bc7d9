import { SupplyDataContext } from 'n8n-core';
import {
	createRunExecutionData,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { withIsolate } from './isolate';
import type { WorkflowHost } from './workflowHost';

/** What an agent gets of one call of a tool. */
export interface ToolCallResult {
	readonly items: INodeExecutionData[];
	readonly error: Error | undefined;
}

/**
 * Calls a node as a tool several times at once, as n8n does for agents before version 3: the calls
 * share the execution, and each one has its own run index.
 */
export async function callToolAtOnce(
	host: WorkflowHost,
	node: INode,
	calls: readonly IDataObject[],
): Promise<ToolCallResult[]> {
	const workflow = host.workflow(node);
	const additionalData = host.additionalData(workflow, 'manual');
	const execution = createRunExecutionData({
		executionData: {
			runtimeData: { version: 1, establishedAt: Date.now(), source: 'manual' },
		},
	});
	const call = async (json: IDataObject, run: number): Promise<ToolCallResult> => {
		const items = [{ json }];
		const context = new SupplyDataContext(
			workflow,
			node,
			additionalData,
			'manual',
			execution,
			run,
			items,
			{ [NodeConnectionTypes.AiTool]: [items] },
			NodeConnectionTypes.AiTool,
			{ node, data: { main: [items] }, source: null },
			[],
		);
		try {
			const output = await host.nodeType(node.type).execute!.call(context as never);
			return { items: (output as INodeExecutionData[][])[0]!, error: undefined };
		} catch (error) {
			return { items: [], error: error as Error };
		}
	};
	return await withIsolate(workflow, async () => await Promise.all(calls.map(call)));
}
