import {
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { listSearch } from './methods/listSearch';
import { runPoll } from './trigger/index';
import { triggerProperties } from './trigger/triggerProperties';

/** Starts a workflow when a write job at Propexo has come to its end. */
export class PropexoAccountingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Propexo Accounting Trigger',
		name: 'propexoAccountingTrigger',
		icon: { light: 'file:../../icons/propexo.svg', dark: 'file:../../icons/propexo.dark.svg' },
		group: ['trigger'],
		version: [1],
		defaultVersion: 1,
		subtitle: '={{ $parameter["triggerOn"].join(", ").replace("partialSuccess", "partial") }}',
		description: 'Starts a workflow when the PMS took a write, took a part of it or refused it',
		defaults: { name: 'Propexo Accounting Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: undefined,
		credentials: [{ name: 'propexoApi', required: true }],
		properties: triggerProperties,
	};

	methods = { listSearch };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await runPoll(this);
	}
}
