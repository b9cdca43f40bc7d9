import type { Resource } from '../endpoint';
import {
	boolean,
	date,
	dateTime,
	enumeration,
	files,
	id,
	integer,
	list,
	number,
	required,
	text,
} from '../fields';

const YARDI_CREATE = required(
	id('integration_id', 'integration'),
	id('vendor_id', 'vendor'),
	id('cash_financial_account_id', 'financialAccount'),
	id('ap_financial_account_id', 'financialAccount'),
	text('invoice_number'),
	date('post_month'),
	dateTime('invoice_date'),
	dateTime('due_date'),
	text('notes'),
	number('total_amount_in_cents'),
	text('expense_type'),
	text('display_type'),
	list(
		'invoice_items',
		required(
			id('property_id', 'property'),
			id('financial_account_id', 'financialAccount'),
			number('total_amount_in_cents'),
			text('notes'),
		),
	),
);

export const invoice: Resource = {
	resource: 'invoice',
	operations: [
		{
			operation: 'create',
			label: 'Create',
			action: 'Create invoice',
			description: 'Create an invoice (vendor bill) in the PMS',
			method: 'POST',
			path: '/v1/invoices/{pms}/',
			pms: {
				buildium: {
					createdRecordId: 'set',
					docs: 'https://docs.propexo.com/api/reference/buildium/invoices/create-invoice-buildium/',
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
				entrata: {
					createdRecordId: 'notRetrievable',
					docs: 'https://docs.propexo.com/api/reference/entrata/invoices/create-invoice-entrata/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('vendor_id', 'vendor'),
							id('vendor_location_id', 'vendorLocation'),
							text('invoice_number'),
							dateTime('invoice_date'),
							number('total_amount_in_cents'),
							list('invoice_items', [
								...required(
									id('property_id', 'property'),
									id('financial_account_id', 'financialAccount'),
									number('total_amount_in_cents'),
									text('notes'),
								),
								id('purchase_order_item_id', 'purchaseOrderItem'),
							]),
						),
						id('ap_financial_account_id', 'financialAccount'),
						date('post_month'),
						number('discount_amount_in_cents'),
						dateTime('due_date'),
						text('notes'),
						files('attachments', { maxBase64: 69_730_304 }),
					],
				},
				mri: {
					createdRecordId: 'set',
					docs: 'https://docs.propexo.com/api/reference/mri/invoices/create-invoice-mri/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('vendor_id', 'vendor'),
							text('partner_name'),
							text('invoice_number'),
							date('post_month'),
							list('invoice_items', [
								...required(
									id('accounting_entity_id', 'accountingEntity'),
									id('financial_account_id', 'financialAccount'),
									integer('total_amount_in_cents', { min: 0 }),
									text('notes'),
								),
								integer('item_number'),
								text('description'),
							]),
						),
						date('invoice_date'),
						date('due_date'),
						integer('total_amount_in_cents', { min: 0 }),
						text('description'),
						text('scanned_copy_url'),
						text('purchase_order_number'),
						boolean('separate_check'),
					],
				},
				rentmanager: {
					createdRecordId: 'set',
					docs: 'https://docs.propexo.com/api/reference/rent-manager/invoices/create-invoice-rent-manager/',
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
					approval:
						'Bills arrive in ResMan unapproved. The management company must approve each one before it posts.',
					docs: 'https://docs.propexo.com/api/reference/resman/invoices/create-invoice-res-man/',
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
				yardi: {
					createdRecordId: 'notRetrievable',
					docs: 'https://docs.propexo.com/api-reference/yardi/invoices/create-invoice-yardi',
					fields: YARDI_CREATE,
				},
				yardi_rest: {
					createdRecordId: 'notRetrievable',
					isBeta: true,
					docs: 'https://docs.propexo.com/api-reference/yardi-rest/invoices/create-invoice-yardi-rest',
					fields: YARDI_CREATE,
				},
			},
		},
		{
			operation: 'update',
			label: 'Update',
			action: 'Update invoice',
			description: 'Update an invoice (vendor bill)',
			method: 'PUT',
			path: '/v1/invoices/{pms}/{invoice_id}',
			pathIds: [id('invoice_id', 'invoice')],
			notices: [
				'MRI only. Use it to pay, release or hold one invoice line. For Entrata, ResMan and Yardi, change the invoice in the PMS.',
			],
			pms: {
				mri: {
					createdRecordId: 'unknown',
					docs: 'https://docs.propexo.com/api/reference/mri/invoices/update-invoice-mri/',
					fields: required(
						date('expense_period'),
						date('payment_date'),
						date('payment_period'),
						text('check_number', { maxLength: 9 }),
						enumeration('status', ['PAY', 'RELEASE', 'HOLD']),
						integer('item_number', { exclusiveMin: 0 }),
					),
				},
			},
		},
	],
};
