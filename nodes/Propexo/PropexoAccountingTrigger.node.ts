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

export class PropexoAccountingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Propexo Accounting Trigger',
		name: 'propexoAccountingTrigger',
		icon: { light: 'file:../../icons/propexo.svg', dark: 'file:../../icons/propexo.dark.svg' },
		group: ['trigger'],
		version: [1],
		defaultVersion: 1,
		subtitle: '={{ $parameter["triggerOn"].join(", ").replace("partialSuccess", "partial") }}',
		description:
			'Create and update vendor bills, charges, payments and purchase orders in property management systems through Propexo. Starts the workflow when a write succeeds, partially succeeds or fails.',
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
