import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { run } from './actions/router';
import { listSearch } from './methods/search';
import { accountingParameters } from './parameters';

/** Writes accounting records to property management systems over Propexo. */
export class PropexoAccounting implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Propexo Accounting',
		name: 'propexoAccounting',
		icon: { light: 'file:../../icons/propexo.svg', dark: 'file:../../icons/propexo.dark.svg' },
		group: ['output'],
		version: [1],
		defaultVersion: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Write vendor bills and resident charges to property management systems',
		defaults: { name: 'Propexo Accounting' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'propexoApi', required: true }],
		properties: accountingParameters,
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await run(this)];
	}
}
