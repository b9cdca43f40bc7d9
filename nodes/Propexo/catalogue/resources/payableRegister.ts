import type { Resource } from '../endpoint';
import { boolean, date, enumeration, file, id, list, number, required, text } from '../fields';

/** A percentage above 0 and below 100, with two decimals at most. */
const PERCENT = '^([1-9]\\d?|0\\.(0[1-9]|[1-9]\\d?)|[1-9]\\d?\\.\\d{1,2})$';

const TOTAL = [{ total: 'total_amount_in_cents', of: 'payable_register_items' }];

const YARDI_CANCEL = required(
	id('integration_id', 'integration'),
	id('payable_register_id', 'payableRegister'),
);

const YARDI_CREATE = [
	...required(
		id('integration_id', 'integration'),
		id('vendor_id', 'vendor'),
		text('invoice_number'),
		date('invoice_date'),
		number('total_amount_in_cents'),
		list(
			'payable_register_items',
			[
				...required(id('property_id', 'property'), number('total_amount_in_cents')),
				id('financial_account_id', 'financialAccount'),
				id('cash_financial_account_id', 'financialAccount'),
				id('purchase_order_item_id', 'purchaseOrderItem'),
				text('notes', { maxLength: 512 }),
			],
			{ minItems: 1 },
		),
	),
	id('ap_financial_account_id', 'financialAccount'),
	id('cash_financial_account_id', 'financialAccount'),
	number('discount_amount_in_cents'),
	date('discount_date'),
	text('discount_percent', { pattern: PERCENT }),
	date('due_date'),
	text('display_type'),
	text('expense_type'),
	boolean('is_adjustment'),
	boolean('is_credit_memo'),
	boolean('is_consolidate_checks'),
	boolean('is_exempt_from_1099'),
	enumeration('invoice_status', ['READY', 'KEYED', 'WORKFLOW', 'APPROVED', 'POSTED', 'OTHER']),
	text('notes', { maxLength: 512 }),
	text('user_defined_field_2'),
	text('user_defined_field_3'),
	text('user_defined_field_4'),
	text('user_defined_field_5'),
	text('user_defined_field_6'),
];

const YARDI_UPLOAD_FILE = [
	...required(
		id('integration_id', 'integration'),
		file('attachment', ['file_data'], { maxBase64: 66_500_000, mimeType: 'image/png' }),
	),
	id('vendor_id', 'vendor'),
	enumeration('page_type', ['FRONT', 'BACK']),
	number('page_number', { min: 0 }),
	number('page_count'),
];

export const payableRegister: Resource = {
	resource: 'payableRegister',
	operations: [
		{
			operation: 'cancel',
			label: 'Cancel',
			action: 'Cancel payable register',
			description: 'Cancel a payable register',
			method: 'POST',
			path: '/v1/payable-registers/cancel/{pms}',
			pms: {
				yardi: {
					createdRecordId: 'unknown',
					docs: 'https://docs.propexo.com/api-reference/yardi/invoices/cancel-payable-register-yardi',
					fields: YARDI_CANCEL,
				},
				yardi_rest: {
					createdRecordId: 'unknown',
					docs: 'https://docs.propexo.com/api/reference/yardi-rest/invoices/cancel-payable-register-yardi-rest/',
					fields: YARDI_CANCEL,
				},
			},
		},
		{
			operation: 'create',
			label: 'Create',
			action: 'Create payable register',
			description: 'Create a payable register in the PMS',
			method: 'POST',
			path: '/v1/payable-registers/{pms}/',
			notices: [
				'A line linked to a purchase order item must use the same property and not exceed the ordered amount.',
			],
			pms: {
				yardi: {
					createdRecordId: 'notRetrievable',
					rules: TOTAL,
					docs: 'https://docs.propexo.com/api/reference/yardi/invoices/create-payable-register-yardi/',
					fields: YARDI_CREATE,
				},
				yardi_rest: {
					createdRecordId: 'unknown',
					isBeta: true,
					rules: TOTAL,
					docs: 'https://docs.propexo.com/api-reference/yardi-rest/invoices/create-payable-register-yardi-rest',
					fields: YARDI_CREATE,
				},
			},
		},
		{
			operation: 'uploadFile',
			label: 'Upload File',
			action: 'Upload file to payable register',
			description: 'Attach a file to a payable register',
			method: 'POST',
			path: '/v1/payable-registers/{pms}/{payable_register_id}/file-upload',
			pathIds: [id('payable_register_id', 'payableRegister')],
			notices: ['Yardi accepts PNG images only.'],
			pms: {
				yardi: {
					createdRecordId: 'notRetrievable',
					allowsUnknownFields: true,
					docs: 'https://docs.propexo.com/api-reference/yardi/invoices/create-payable-register-file-file-upload-yardi',
					fields: YARDI_UPLOAD_FILE,
				},
				yardi_rest: {
					createdRecordId: 'notRetrievable',
					isBeta: true,
					allowsUnknownFields: true,
					docs: 'https://docs.propexo.com/api/reference/yardi-rest/invoices/create-payable-register-file-file-upload-yardi-rest/',
					fields: YARDI_UPLOAD_FILE,
				},
			},
		},
	],
};
