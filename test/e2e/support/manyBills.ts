import type { INode, INodeParameters } from 'n8n-workflow';

import type { Workflow } from '../host/types';
import { type BillSettings, billWorkflow, WRITE } from './bills';

/** What an expression in {@link manyBillsWorkflow} makes a bill from. */
const BODY = `={{ ({
	integration_id: 'intg-buildium-1',
	vendor_id: $json.vendor,
	invoice_date: $json.date,
	due_date: $json.due,
	invoice_number: $json.number,
	invoice_items: [{
		financial_account_id: 'acct-buildium-1-6110',
		property_id: $json.property,
		total_amount_in_cents: $json.labor_cents,
	}],
}) }}`;

const asJson = ({ resource, operation, pms, options }: INodeParameters): INodeParameters => ({
	resource: resource!,
	operation: operation!,
	pms: pms!,
	specifyBody: 'json',
	bodyJson: BODY,
	options: options!,
});

/** Like {@link billWorkflow}, for thousands of bills: with one expression for each instead of one for each field. */
export function manyBillsWorkflow(
	numbers: readonly string[],
	credential: { id: string; name: string },
	settings: BillSettings,
): Workflow {
	const workflow = billWorkflow(numbers, credential, settings);
	const write = workflow.nodes.findIndex(({ name }) => name === WRITE);
	// The nodes after the one that writes are left out.
	const nodes = workflow.nodes
		.slice(0, write + 1)
		.map((node): INode =>
			node.name === WRITE ? { ...node, parameters: asJson(node.parameters) } : node,
		);
	const connections = { ...workflow.connections };
	delete connections[WRITE];
	return { ...workflow, nodes, connections };
}
