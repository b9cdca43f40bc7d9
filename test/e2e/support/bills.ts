import type { INode } from 'n8n-workflow';

import { forItem } from '../../../nodes/Propexo/actions/common/itemError';
import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { billName } from '../../engine/support/bills';
import type { Sandbox } from '../../sandbox';
import { type Execution, itemsOf } from '../host/execution';
import type { Workflow } from '../host/types';
import { exampleWorkflow } from './examples';

/** The trigger that {@link billWorkflow} starts from. */
export const START = 'When clicking Execute workflow';

/** The node of {@link billWorkflow} that writes. */
export const WRITE = 'Create Invoice';

/** n8n refuses a workflow with a longer name. */
const MAX_NAME_LENGTH = 128;

/** The settings of {@link billWorkflow}. */
export interface BillSettings {
	/** The Options of the node. */
	options?: Record<string, unknown>;
	/** Settings of the node, such as Retry On Fail. */
	node?: Partial<INode>;
	/** Settings of the workflow, such as Save Execution Progress. */
	workflow?: Record<string, unknown>;
}

/** The example that writes vendor bills, with other bills in its table. */
export function billWorkflow(
	numbers: readonly string[],
	credential: { id: string; name: string },
	{ options = {}, node = {}, workflow: settings = {} }: BillSettings = {},
): Workflow {
	const workflow = exampleWorkflow('write-vendor-bill.json', credential);
	const bills = numbers.map((number) => ({
		number,
		vendor: 'vend-buildium-1-1',
		date: '2026-11-02',
		due: '2026-12-02',
		description: 'Water heater replaced',
		property: 'prop-buildium-1-1',
		labor_cents: 150_000,
		parts_cents: 48_050,
	}));
	const nodes = workflow.nodes.map((one) => {
		if (one.name === 'Table of Bills')
			return { ...one, parameters: { ...one.parameters, jsonOutput: JSON.stringify({ bills }) } };
		return one.name === WRITE
			? { ...one, ...node, parameters: { ...one.parameters, options } }
			: one;
	}) as INode[];
	const name = `Bills ${numbers.join(' ')}`.slice(0, MAX_NAME_LENGTH);
	return { ...workflow, name, nodes, settings: { ...workflow.settings, ...settings } };
}

/** The outcome of each item: `skipped`, its write status or the message of its error. */
export const outcomes = (execution: Execution): unknown[] =>
	itemsOf(execution, WRITE).map(({ json: { skipped, write_status, error } }) =>
		skipped ? 'skipped' : (write_status ?? (error as { message: string } | undefined)?.message),
	);

/** The error of a bill that an earlier execution sent without learning the outcome; its number is its key. */
export const openError = (number: string, item: number): string =>
	forItem(item, ERRORS.keyOpen(billName(number), number)).message;

/** The numbers of the bills that were written, in order. */
export function billNumbers({
	ledger,
}: {
	ledger: ReadonlyArray<{ body: Record<string, unknown> }>;
}): unknown[] {
	return ledger.map(({ body }) => body.invoice_number);
}

/** The numbers of the bills that were sent, in order, whatever became of them. */
export const sentNumbers = ({ requests }: Pick<Sandbox, 'requests'>): unknown[] =>
	requests
		.filter(({ method }) => method === 'POST')
		.map(({ body }) => (body as { invoice_number: string }).invoice_number);
