import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { recordName } from '../../../nodes/Propexo/actions/write/recordName';
import { findEndpoint } from '../../../nodes/Propexo/catalogue';
import type { Sandbox } from '../../sandbox';

/** The parameters of Create Invoice on Buildium, with every value taken from the input item. */
export const billParameters: INodeParameters = {
	resource: 'invoice',
	operation: 'create',
	pms: 'buildium',
	integrationId: { __rl: true, mode: 'id', value: '={{ $json.integration }}' },
	vendorId: { __rl: true, mode: 'id', value: '={{ $json.vendor }}' },
	invoiceDate: '={{ $json.date }}',
	dueDate: '2026-12-31',
	invoiceItemsInput: 'json',
	invoiceItemsJson: '={{ $json.lines }}',
	additionalFields: { invoiceNumber: '={{ $json.number }}' },
};

/** A line of a bill, with Propexo's field names. */
export const line = (amount: unknown): IDataObject => ({
	financial_account_id: 'account-1',
	property_id: 'property-1',
	total_amount_in_cents: amount as string,
});

/** A valid input item for {@link billParameters}. */
export const bill = (number: string, changes: IDataObject = {}): IDataObject => ({
	integration: 'intg-9f8b7c6d5e4a3b2c1d0e',
	vendor: 'vendor-1',
	date: '2026-11-30',
	number,
	lines: [line(1250)],
	...changes,
});

/** What errors call a bill. */
export const billName = (number: string): string =>
	recordName({
		endpoint: findEndpoint('invoice', 'create', 'buildium')!,
		body: { invoice_number: number },
	});

/** The invoice numbers of the accepted bills, in the order in which Propexo accepted them. */
export const writtenNumbers = ({ ledger }: Pick<Sandbox, 'ledger'>): string[] =>
	ledger.map(({ body }) => (body as { invoice_number: string }).invoice_number);
