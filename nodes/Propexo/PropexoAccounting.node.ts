import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { router } from './actions/router';
import { listSearch } from './methods/listSearch';
import { accountingProperties } from './properties/accountingProperties';
import { subtitle } from './properties/subtitle';

export class PropexoAccounting implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Propexo Accounting',
		name: 'propexoAccounting',
		icon: { light: 'file:../../icons/propexo.svg', dark: 'file:../../icons/propexo.dark.svg' },
		group: ['output'],
		version: [1],
		defaultVersion: 1,
		subtitle: subtitle(accountingProperties),
		description:
			'Create and update vendor bills, charges, payments and purchase orders in property management systems through Propexo',
		defaults: { name: 'Propexo Accounting' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'propexoApi', required: true }],
		properties: accountingProperties,
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await router(this)];
	}
}
