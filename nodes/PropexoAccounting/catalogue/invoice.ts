import { date, id, integer, list, number, required, text } from './field';
import type { Resource } from './operation';

/** Vendor bills, which Propexo calls invoices. */
export const invoice: Resource = {
	resource: 'invoice',
	label: 'Invoice',
	description: 'A bill from a vendor',
	operations: [
		{
			operation: 'create',
			label: 'Create',
			action: 'Create invoice',
			description: 'Write a vendor bill to the PMS',
			method: 'POST',
			path: '/v1/invoices/{pms}/',
			pms: {
				buildium: {
					createdRecordId: 'set',
					docs: 'https://docs.propexo.com/api-reference/buildium/invoices/create-invoice-buildium',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('vendor_id', 'vendor'),
							date('invoice_date'),
							date('due_date'),
							list('invoice_items', [
								...required(
									id('financial_account_id', 'financialAccount'),
									id('property_id', 'property'),
									integer('total_amount_in_cents', { min: 0 }),
								),
								id('unit_id', 'unit'),
								text('notes', { maxLength: 240 }),
								integer('total_mark_up_amount_in_cents'),
								number('mark_up_percentage'),
								text('mark_up_type'),
							]),
						),
						text('description'),
						text('invoice_number'),
						id('service_request_id', 'serviceRequest'),
					],
				},
				rentmanager: {
					createdRecordId: 'set',
					docs: 'https://docs.propexo.com/api-reference/rent-manager/invoices/create-invoice-rent-manager',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('vendor_id', 'vendor'),
							id('location_id', 'location'),
							date('invoice_date'),
							date('due_date'),
							date('post_date'),
							integer('total_amount_in_cents', { min: 0 }),
							list('invoice_items', [
								...required(
									integer('amount_in_cents'),
									id('property_id', 'property'),
									id('financial_account_id', 'financialAccount'),
								),
								text('notes'),
							]),
						),
						text('invoice_number'),
						text('notes'),
					],
				},
				resman: {
					createdRecordId: 'notRetrievable',
					notices: [
						'ResMan takes bills in unapproved: the management company has to approve each one in ResMan before it counts.',
					],
					docs: 'https://docs.propexo.com/api-reference/resman/invoices/create-invoice-res-man',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('property_id', 'property'),
							id('vendor_id', 'vendor'),
							text('invoice_number'),
							date('invoice_date'),
							date('due_date'),
							text('notes'),
							text('memo'),
							integer('total_amount_in_cents', { min: 0 }),
							list(
								'invoice_items',
								required(
									id('financial_account_id', 'financialAccount'),
									number('quantity_ordered'),
									integer('unit_price_in_cents'),
									text('notes'),
								),
							),
						),
						date('accounting_date'),
					],
				},
			},
		},
	],
};
