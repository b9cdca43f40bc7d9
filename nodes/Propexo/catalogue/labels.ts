import type { Field, ListField } from './fields';
import { type RecordName, recordNoun, RECORDS } from './records';

/** How a field is shown. */
export interface FieldText {
	readonly label: string;
	readonly description: string;
	readonly placeholder?: string;
}

const label = (name: string, description: string, placeholder?: string): FieldText => ({
	label: name,
	description,
	...(placeholder && { placeholder }),
});

/** An ID field that has the label of its record. */
const recordLabel = (record: RecordName, description: string): FieldText =>
	label(RECORDS[record].label, description);

/** The ID in the path of an update or upload. */
const ofPath = (record: RecordName): FieldText =>
	recordLabel(record, `The Propexo ID of the ${recordNoun(record)}`);

const STREET = 'e.g. 12 Oak St';
const STATE = 'e.g. OH';
const ZIP = 'e.g. 44114';
const COUNTRY = 'e.g. United States';

/**
 * The label and description of every field, in the order of a form: who, what, when, how much,
 * lines, notes. An operation can override an entry in its own field.
 */
const FIELD_LABELS: Readonly<Record<string, FieldText>> = {
	integration_id: recordLabel(
		'integration',
		"Connection to the customer's PMS in your Propexo account",
	),
	invoice_id: ofPath('invoice'),
	payable_register_id: ofPath('payableRegister'),
	purchase_order_id: ofPath('purchaseOrder'),
	recurring_resident_charge_id: ofPath('recurringResidentCharge'),
	deposit_summary_id: ofPath('depositSummary'),
	location_id: recordLabel('location', 'Rent Manager location the record belongs to'),
	property_id: recordLabel('property', 'Property the record belongs to'),
	unit_id: recordLabel('unit', 'Unit the record belongs to'),
	lease_id: recordLabel('lease', 'Lease ledger to post to'),
	resident_id: recordLabel('resident', 'Resident ledger to post to'),
	vendor_id: recordLabel('vendor', 'Vendor in Propexo'),
	vendor_location_id: recordLabel('vendorLocation', "Vendor's location on the bill or order"),
	employee_id: recordLabel('employee', 'Employee recorded as the requester'),
	vendor_category_id: recordLabel('vendorCategory', 'Category of the vendor in Buildium'),
	is_company: label('Is Company', 'Whether the vendor is a company rather than an individual'),
	name: label('Name', 'Name of the company or vendor'),
	first_name: label('First Name', 'First name of an individual vendor'),
	last_name: label('Last Name', 'Last name of an individual vendor'),
	tax_payer_first_name: label('Taxpayer First Name', 'First name of the taxpayer'),
	tax_payer_last_name: label('Taxpayer Last Name', 'Last name of the taxpayer'),
	payment_type_id: recordLabel('paymentType', 'How Entrata pays the vendor'),
	location_name: label('Location Name', "Name of the vendor's first location"),
	partner_name: label(
		'Partner Name',
		'Name of your interface as registered in MRI',
		'e.g. acme-payables',
	),
	financial_account_id: recordLabel('financialAccount', 'General ledger account to post to'),
	cash_financial_account_id: label(
		'Cash Account',
		'Cash account to pay from. It must belong to the property.',
	),
	ap_financial_account_id: label('Accounts Payable Account', 'Accounts payable account to credit'),
	accounting_entity_id: recordLabel('accountingEntity', 'MRI entity to charge'),
	charge_code_id: recordLabel('chargeCode', 'Type of charge in the PMS'),
	charge_code_type_id: recordLabel('chargeCodeType', 'Type of charge code in Entrata'),
	charge_timing_id: recordLabel('chargeTiming', 'When Entrata posts the charge'),
	construction_job_id: recordLabel(
		'constructionJob',
		'Construction job of the line. Leave empty for a line on a GL account.',
	),
	purchase_order_item_id: recordLabel(
		'purchaseOrderItem',
		'Purchase order item that the line is linked to',
	),
	service_request_id: recordLabel('serviceRequest', 'Service request that the bill is for'),
	x_bank_id: label('Bank ID', 'ID of the bank account in Yardi'),
	batch_id: label('Batch ID', 'Your own ID for the batch. Must be unique.', 'e.g. rent-2026-11'),
	transaction_batch_id: label('Transaction Batch ID', 'ID of the RealPage batch for the charge'),
	third_party_charge_id: label(
		'Third-Party Charge ID',
		'Your own ID for the charge. Propexo generates one if left empty.',
	),
	third_party_id: label(
		'Third-Party ID',
		'Your own ID for the vendor. Propexo generates one if left empty.',
	),
	invoice_number: label('Invoice Number', "Number on the vendor's bill", 'e.g. INV-2026-0042'),
	purchase_order_number: label(
		'Purchase Order Number',
		"Number of the bill's purchase order in MRI",
	),
	number: label('Number', 'Purchase order number', 'e.g. PO-1042'),
	reference_number: label(
		'Reference Number',
		'Number that identifies the record in your own books',
		'e.g. 2026-11-parking',
	),
	check_number: label('Check Number', 'Check number', 'e.g. 1042'),
	item_number: label('Line Number', 'Number of the line on the invoice, starting at 1'),
	expense_type: label('Expense Type', 'One of the expense types that the customer set up in Yardi'),
	display_type: label('Display Type', 'One of the display types that the customer set up in Yardi'),
	status: label('Status', 'Whether to pay, release or hold the line'),
	payment_type: label('Payment Type', 'How the resident paid'),
	payment_method: label('Payment Method', 'How the refund is paid'),
	is_active: label('Is Active', 'Whether the record is active'),
	invoice_date: label('Invoice Date', 'Date on the bill'),
	accounting_date: label(
		'Accounting Date',
		'Posting date. ResMan uses the invoice date if left empty.',
	),
	order_date: label('Order Date', 'Date of the purchase order'),
	post_date: label('Post Date', 'Posting date'),
	post_month: label('Post Month', 'Month to post to. Only the year and month are used.'),
	due_date: label('Due Date', 'Date when payment is due'),
	expense_period: label('Expense Period', 'Accounting period of the expense'),
	payment_date: label('Payment Date', 'Date of the payment'),
	payment_period: label('Payment Period', 'Accounting period of the payment'),
	transaction_date: label('Transaction Date', 'Date of the transaction'),
	start_date: label('Start Date', 'Date of the first charge'),
	end_date: label('End Date', 'Date of the last charge'),
	last_posted_date: label('Last Posted Date', 'Date through which the charge has posted'),
	frequency_normalized: label('Frequency', 'How often the charge posts'),
	frequency_raw: label('Frequency (Months)', 'Number of months between charges'),
	charge_due_day: label(
		'Due Day',
		'Day when the charge is due: of the month, or of the week for a weekly charge',
	),
	day_due: label('Due Day', 'Day of the month when the charge is due'),
	check_run_date: label('Check Run Date', 'Check date'),
	check_cleared_date: label('Check Cleared Date', 'Date when the check cleared'),
	discount_date: label('Discount Date', 'Last day to take the discount'),
	insurance_expire_date: label(
		'Insurance Expiration Date',
		'Expiration date of the insurance policy',
	),
	workers_comp_expiration_date: label(
		"Workers' Compensation Expiration Date",
		"Workers' compensation policy expiration date",
	),
	liability_expiration_date: label('Liability Expiration Date', 'Liability policy expiration date'),
	amount_in_cents: label('Amount (Cents)', 'Amount in whole cents: 1250 is $12.50'),
	month_to_month_amount_in_cents: label(
		'Month-to-Month Amount (Cents)',
		'Amount in whole cents once the lease is month-to-month',
	),
	month_to_month_fee_in_cents: label(
		'Month-to-Month Fee (Cents)',
		'Fee in whole cents once the lease is month-to-month',
	),
	quantity_ordered: label('Quantity', 'Quantity ordered', 'e.g. 2'),
	unit_price_in_cents: label('Unit Price (Cents)', 'Price per unit in whole cents: 1250 is $12.50'),
	total_cost_in_cents: label('Total Cost (Cents)', 'Line total in whole cents: 1250 is $12.50'),
	total_amount_in_cents: label('Total Amount (Cents)', 'Total in whole cents: 1250 is $12.50'),
	total_mark_up_amount_in_cents: label(
		'Markup Amount (Cents)',
		'Markup on the line in whole cents: 1250 is $12.50',
	),
	mark_up_percentage: label('Markup Percentage', 'Markup on the line in percent'),
	mark_up_type: label(
		'Markup Type',
		'How the markup is calculated, as the PMS names it',
		'e.g. Percent',
	),
	discount_amount_in_cents: label(
		'Discount Amount (Cents)',
		'Discount in whole cents, deducted before the total is calculated',
	),
	discount_percent: label('Discount Percent', 'Discount in percent', 'e.g. 2.5'),
	shipping_amount_in_cents: label('Shipping Amount (Cents)', 'Shipping cost in whole cents'),
	invoice_items: label('Line Items', 'Line items of the bill'),
	payable_register_items: label('Line Items', 'Line items of the bill'),
	purchase_order_items: label('Line Items', 'Line items of the purchase order'),
	charges: label('Charges', 'Charges of the batch'),
	properties: label('Properties', 'Properties that the vendor works for'),
	contacts: label('Contacts', 'Contacts of the vendor. One of them must be the primary contact.'),
	contact_first_name: label('First Name', 'First name of the contact'),
	is_compliant: label('Is Compliant', "Whether the vendor meets the property's requirements"),
	stock_code: label('Stock Code', 'Stock item code'),
	cost_code: label('Cost Code', 'Cost code of the construction job'),
	category_code: label('Category Code', 'Category code of the construction job'),
	attachments: label(
		'Attachments',
		'Names of the input fields that contain the files, separated by commas',
		'e.g. data, scan',
	),
	attachment: label('Attachment', 'Name of the input field that contains the file', 'e.g. data'),
	file_data: label('File', 'Content of the file'),
	file_name: label('File Name', 'Name of the file with its extension'),
	mime_type: label('File Type', 'MIME type of the file'),
	page_type: label('Page Type', 'Side of the page that the image shows. BACK if left empty.'),
	page_number: label('Page Number', 'Page of the bill that the image shows. 1 if left empty.'),
	page_count: label('Page Count', 'Number of pages of the bill'),
	scanned_copy_url: label(
		'Scanned Copy URL',
		'URL of a scan of the bill',
		'e.g. https://files.example.com/bill-42.pdf',
	),
	send_email_receipt: label('Send Email Receipt', 'Whether to email the resident a receipt'),
	allocate_prepays: label(
		'Allocate Prepays',
		'Whether Rent Manager applies prepayments to open charges',
	),
	is_approval_required: label(
		'Approval Required',
		'Whether the charge needs approval before it posts',
	),
	separate_check: label('Separate Check', 'Whether to pay this bill with a separate check'),
	is_adjustment: label('Is Adjustment', 'Whether this adjusts an earlier bill'),
	is_credit_memo: label('Is Credit Memo', 'Whether this is a vendor credit memo'),
	is_consolidate_checks: label(
		'Consolidate Checks',
		'Whether this can be paid together with other bills in one check',
	),
	is_exempt_from_1099: label('Exempt From 1099', 'Whether to leave this out of the 1099'),
	is_not_reconciled: label('Not Reconciled', 'Whether the check is not reconciled yet'),
	is_private: label('Is Private', 'Whether to hide the file from the vendor'),
	invoice_status: label('Invoice Status', 'Status of the bill in Yardi'),
	email_1: label('Email', 'Email address', 'e.g. name@example.com'),
	email_2: label('Second Email', 'Second email address', 'e.g. name@example.com'),
	phone_1: label('Phone', 'Phone number', 'e.g. 555-010-0142'),
	phone_1_type: label('Phone Type', 'Type of the phone number'),
	phone_2: label('Second Phone', 'Second phone number', 'e.g. 555-010-0142'),
	phone_2_type: label('Second Phone Type', 'Type of the second phone number'),
	address_1: label('Address', 'Street address', STREET),
	address_2: label('Address Line 2', 'Second line of the address'),
	city: label('City', 'City of the address'),
	state: label('State', 'State of the address'),
	zip: label('ZIP Code', 'ZIP code of the address', ZIP),
	country: label('Country', 'Country of the address', COUNTRY),
	location_address_1: label(
		'Location Address',
		"Street address of the vendor's first location",
		STREET,
	),
	shipping_address_1: label('Shipping Address', 'Street address to ship to', STREET),
	shipping_address_2: label('Shipping Address Line 2', 'Second line of the address to ship to'),
	shipping_city: label('Shipping City', 'City to ship to'),
	shipping_state: label('Shipping State', 'Two-letter state code to ship to', STATE),
	shipping_zip: label('Shipping ZIP Code', 'ZIP code to ship to', ZIP),
	shipping_country: label('Shipping Country', 'Country to ship to', COUNTRY),
	billing_address_1: label('Billing Address', 'Billing street address', STREET),
	billing_address_2: label('Billing Address Line 2', 'Second line of the billing address'),
	billing_city: label('Billing City', 'City of the billing address'),
	billing_state: label('Billing State', 'Two-letter state code of the billing address', STATE),
	billing_zip: label('Billing ZIP Code', 'ZIP code of the billing address', ZIP),
	billing_country: label('Billing Country', 'Country of the billing address', COUNTRY),
	account_number: label('Account Number', 'Your account number with the vendor'),
	website: label('Website', 'Website of the vendor', 'e.g. https://example.com'),
	insurance_provider: label('Insurance Provider', "Vendor's insurance company"),
	insurance_policy_number: label('Insurance Policy Number', "Vendor's insurance policy number"),
	tax_id: label('Tax ID', "Vendor's taxpayer identification number"),
	tax_payer_type: label('Taxpayer Type', 'Type of taxpayer, by tax ID'),
	tax_payer_name_1: label('Taxpayer Name', 'Taxpayer name on the 1099'),
	tax_payer_name_2: label('Taxpayer Name Line 2', 'Second line of the taxpayer name'),
	tax_address_1: label('Tax Address', 'Street address of the taxpayer', STREET),
	tax_address_2: label('Tax Address Line 2', "Second line of the taxpayer's address"),
	tax_city: label('Tax City', 'City of the taxpayer'),
	tax_state: label('Tax State', 'Two-letter state code of the taxpayer', STATE),
	tax_zip: label('Tax ZIP Code', 'ZIP code of the taxpayer', ZIP),
	tax_country: label('Tax Country', 'Country of the taxpayer', COUNTRY),
	payment_name_on_account: label('Name on Account', 'Name on the bank account. Required for ACH.'),
	payment_routing_number: label(
		'Routing Number',
		'Nine-digit routing number of the bank. Required for ACH.',
	),
	payment_account_number: label('Bank Account Number', 'Bank account number. Required for ACH.'),
	payment_address_1: label('Payment Address', 'Remittance street address', STREET),
	payment_address_2: label('Payment Address Line 2', 'Second line of the remittance address'),
	payment_city: label('Payment City', 'City of the remittance address'),
	payment_state: label('Payment State', 'Two-letter state code of the remittance address', STATE),
	payment_zip: label('Payment ZIP Code', 'ZIP code of the remittance address', ZIP),
	payment_country: label('Payment Country', 'Country of the remittance address', COUNTRY),
	user_defined_field_2: label('User-Defined Field 2', 'Custom field in Yardi'),
	user_defined_field_3: label('User-Defined Field 3', 'Custom field in Yardi'),
	user_defined_field_4: label('User-Defined Field 4', 'Custom field in Yardi'),
	user_defined_field_5: label('User-Defined Field 5', 'Custom field in Yardi'),
	user_defined_field_6: label('User-Defined Field 6', 'Custom field in Yardi'),
	description: label('Description', 'What the record is for'),
	notes: label('Notes', 'Note saved with the record'),
	memo: label('Memo', 'Memo on the transaction'),
};

const textOf = (name: string): FieldText => {
	const text = FIELD_LABELS[name];
	if (!text) throw new Error(`The catalogue has no label for ${name}`);
	return text;
};

/** The common label of a field, by Propexo's name. */
export const fieldLabel = (name: string): string => textOf(name).label;

const FORM_ORDER = new Map(Object.keys(FIELD_LABELS).map((name, index) => [name, index]));

/** The place of a field in a form. */
export function formOrder({ name }: Field): number {
	const order = FORM_ORDER.get(name);
	if (order === undefined) throw new Error(`The catalogue has no label for ${name}`);
	return order;
}

/** How a field is shown: with its own label and description where it has some. */
export const fieldText = ({ name, label, description }: Field): FieldText => ({
	...textOf(name),
	...(label && { label }),
	...(description && { description }),
});

/** The label of the parameter that says how a list is provided. */
export const listInputLabel = (field: ListField): string => `${fieldText(field).label} From`;
