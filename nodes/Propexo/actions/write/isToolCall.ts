import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether an AI agent calls the node as a tool. Agents from version 3 on run a tool as an ordinary
 * node, which only the name of its type gives away; n8n before 2.2 can't say at all.
 */
export const isToolCall = (context: IExecuteFunctions): boolean =>
	context.getNode().type.endsWith('Tool') ||
	(typeof context.isToolExecution === 'function' && context.isToolExecution());
