import { randomUUID } from 'node:crypto';

import type { INode, INodeParameters } from 'n8n-workflow';

import type { Workflow } from '../host/types';

interface CredentialRef {
	id: string;
	name: string;
}

/** The parts of an agent workflow. */
export interface AgentParts {
	/** The version of n8n's AI Agent: from 3 on n8n's engine runs the tools, before it the agent itself does. */
	agentVersion: number;
	/** Credential of the chat model. */
	model: CredentialRef;
	propexo: CredentialRef;
	/** Whether n8n retries a failed tool. */
	retryOnFail?: boolean;
}

const fromAi = (key: string, description: string, type: string) =>
	`={{ $fromAI('${key}', '${description}', '${type}') }}`;

const locator = (value: string) => ({ __rl: true, mode: 'id', value });

const CREATE_INVOICE: INodeParameters = {
	resource: 'invoice',
	operation: 'create',
	pms: 'buildium',
	integrationId: locator('intg-buildium-1'),
	vendorId: locator(fromAi('vendor_id', 'The ID of the vendor', 'string')),
	invoiceDate: fromAi('invoice_date', 'The date on the bill, YYYY-MM-DD', 'string'),
	dueDate: fromAi('due_date', 'The date by which it is to be paid, YYYY-MM-DD', 'string'),
	invoiceItemsInput: 'json',
	invoiceItemsJson: fromAi(
		'lines',
		'Rows with financial_account_id, property_id and total_amount_in_cents',
		'json',
	),
	additionalFields: { invoiceNumber: fromAi('invoice_number', 'The number on the bill', 'string') },
};

const GET_STATUS: INodeParameters = {
	resource: 'writeJob',
	operation: 'get',
	jobId: fromAi('job_id', 'The job_id that Create_Invoice gave out', 'string'),
};

/** A workflow with an agent that has two Propexo tools: one creates a bill, the other reads the status of a job. */
export function agentWorkflow({ agentVersion, model, propexo, retryOnFail }: AgentParts): Workflow {
	const tool = (name: string, parameters: INodeParameters): INode => ({
		...node(name, 'n8n-nodes-propexo.propexoAccountingTool', 1, {
			descriptionType: 'auto',
			...parameters,
		}),
		credentials: { propexoApi: { id: propexo.id, name: propexo.name } },
		...(retryOnFail && { retryOnFail, maxTries: 2, waitBetweenTries: 10 }),
	});
	const chatModel = node('Chat Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.2, {
		model: locator('gpt-4.1-mini'),
		options: { maxRetries: 0 },
	});
	const to = (type: 'main' | 'ai_languageModel' | 'ai_tool') => ({
		[type]: [[{ node: 'Agent', type, index: 0 }]],
	});
	return {
		name: `Agent ${agentVersion}`,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('Agent', '@n8n/n8n-nodes-langchain.agent', agentVersion, {
				promptType: 'define',
				text: 'Write the bills.',
				options: {},
			}),
			{ ...chatModel, credentials: { openAiApi: { id: model.id, name: model.name } } },
			tool('Create Invoice', CREATE_INVOICE),
			tool('Get Status', GET_STATUS),
		],
		connections: {
			Start: to('main'),
			'Chat Model': to('ai_languageModel'),
			'Create Invoice': to('ai_tool'),
			'Get Status': to('ai_tool'),
		},
		// The editor's default; without it n8n uses its legacy order.
		settings: { executionOrder: 'v1' },
	};
}

function node(name: string, type: string, typeVersion: number, parameters: INodeParameters): INode {
	return { id: randomUUID(), name, type, typeVersion, position: [0, 0], parameters };
}
