import type { Field } from './fields';

/** How a field is shown to a person. */
export interface FieldText {
	readonly label: string;
	readonly description: string;
	readonly placeholder?: string;
}

const label = (label: string, description: string, placeholder?: string): FieldText => ({
	label,
	description,
	...(placeholder && { placeholder }),
});

/**
 * The label and description of every field, in the order in which a form asks for them:
 * who, what, when, how much, lines, notes. An operation can override an entry in its own field.
 */
export const FIELD_LABELS: Readonly<Record<string, FieldText>> = {
	integration_id: label(
		'Integration',
		"The connection to the customer's PMS in your Propexo account",
	),
	invoice_id: label('Invoice', 'The invoice in Propexo'),
	payable_register_id: label('Payable Register', 'The payable register in Propexo'),
	purchase_order_id: label('Purchase Order', 'The purchase order in Propexo'),
	recurring_resident_charge_id: label(
		'Recurring Resident Charge',
		'The recurring resident charge in Propexo',
	),
	deposit_summary_id: label('Deposit Summary', 'The deposit summary in Propexo'),
	location_id: label('Location', 'The Rent Manager location that the record belongs to'),
	property_id: label('Property', 'The property that the record belongs to'),
	unit_id: label('Unit', 'The unit that the record belongs to'),
	lease_id: label('Lease', 'The lease whose account it is'),
	resident_id: label('Resident', 'The resident whose account it is'),
	vendor_id: label('Vendor', 'The vendor in Propexo'),
	vendor_location_id: label(
		'Vendor Location',
		'The location of the vendor that the bill or order is from',
	),
	employee_id: label('Employee', 'The employee who is noted down as the one who asked for it'),
	vendor_category_id: label('Vendor Category', 'The kind of vendor in Buildium'),
	is_company: label('Is Company', 'Whether the vendor is a company and not a person'),
	name: label('Name', 'The name of the company or vendor'),
	first_name: label('First Name', 'The first name of a vendor who is a person'),
	last_name: label('Last Name', 'The last name of a vendor who is a person'),
	tax_payer_first_name: label(
		'Tax Payer First Name',
		'The first name of the person who pays the tax',
	),
	tax_payer_last_name: label('Tax Payer Last Name', 'The last name of the person who pays the tax'),
	payment_type_id: label('Payment Type', 'How Entrata pays the vendor'),
	location_name: label('Location Name', "The name of the vendor's first location"),
	partner_name: label(
		'Partner Name',
		'The name under which MRI knows your interface',
		'e.g. acme-payables',
	),
	financial_account_id: label(
		'Financial Account',
		'The account of the general ledger that the amount is posted to',
	),
	cash_financial_account_id: label(
		'Cash Account',
		'The cash account that pays it; it must belong to the property',
	),
	ap_financial_account_id: label(
		'Accounts Payable Account',
		'The accounts payable account that it is booked on',
	),
	accounting_entity_id: label('Accounting Entity', 'The MRI entity that bears the cost'),
	charge_code_id: label('Charge Code', 'What kind of charge it is in the PMS'),
	charge_code_type_id: label('Charge Code Type', 'The kind of charge code in Entrata'),
	charge_timing_id: label('Charge Timing', 'When Entrata charges it'),
	construction_job_id: label(
		'Construction Job',
		'The construction job that the line is for; leave it empty for a line on an account',
	),
	purchase_order_item_id: label(
		'Purchase Order Item',
		'The item of a purchase order that the line belongs to',
	),
	service_request_id: label('Service Request', 'The service request that the bill is for'),
	x_bank_id: label('Bank ID', 'The identifier of the bank account in Yardi'),
	batch_id: label(
		'Batch ID',
		'Your own identifier of the batch, different for each batch',
		'e.g. rent-2026-11',
	),
	transaction_batch_id: label(
		'Transaction Batch ID',
		'The identifier of the RealPage batch that the charge belongs to',
	),
	third_party_charge_id: label(
		'Third-Party Charge ID',
		'Your own identifier of the charge; Propexo makes one up when it is left out',
	),
	third_party_id: label(
		'Third-Party ID',
		'Your own identifier of the vendor; Propexo makes one up when it is left out',
	),
	invoice_number: label('Invoice Number', "The number on the vendor's bill", 'e.g. INV-2026-0042'),
	purchase_order_number: label(
		'Purchase Order Number',
		'The number of the purchase order in MRI that the bill belongs to',
	),
	number: label('Number', 'The number of the purchase order', 'e.g. PO-1042'),
	reference_number: label(
		'Reference Number',
		'A number by which you find the record again',
		'e.g. 2026-11-parking',
	),
	check_number: label('Check Number', 'The number of the check', 'e.g. 1042'),
	item_number: label('Item Number', 'The number of the line on the invoice, from 1'),
	expense_type: label(
		'Expense Type',
		'One of the expense types that the customer has set up in Yardi',
	),
	display_type: label(
		'Display Type',
		'One of the display types that the customer has set up in Yardi',
	),
	status: label('Status', 'What to do with the line: pay it, release it or hold it'),
	payment_type: label('Payment Type', 'How the resident paid'),
	payment_method: label('Payment Method', 'How the refund is paid'),
	is_active: label('Is Active', 'Whether it is in use'),
	invoice_date: label('Invoice Date', 'The date on the bill'),
	accounting_date: label(
		'Accounting Date',
		'The date it is booked on; ResMan takes the invoice date when it is left out',
	),
	order_date: label('Order Date', 'The date of the order'),
	post_date: label('Post Date', 'The date it is booked on'),
	post_month: label(
		'Post Month',
		'The accounting month it is booked in; only year and month count',
	),
	due_date: label('Due Date', 'The date by which it is to be paid'),
	expense_period: label('Expense Period', 'The accounting period of the cost'),
	payment_date: label('Payment Date', 'The date of the payment'),
	payment_period: label('Payment Period', 'The accounting period in which it is paid'),
	transaction_date: label('Transaction Date', 'The date of the transaction'),
	start_date: label('Start Date', 'The date of the first charge'),
	end_date: label('End Date', 'The date of the last charge'),
	last_posted_date: label('Last Posted Date', 'The date up to which the charge was posted already'),
	frequency_normalized: label('Frequency', 'How often it is charged'),
	frequency_raw: label('Frequency (Months)', 'How many months lie between two charges'),
	charge_due_day: label(
		'Due Day',
		'The day on which it is due: of the month, or of the week for a weekly charge',
	),
	day_due: label('Due Day', 'The day of the month on which it is due'),
	check_run_date: label('Check Run Date', 'The date on which the checks are made out'),
	check_cleared_date: label('Check Cleared Date', 'The date on which the check was cashed'),
	discount_date: label('Discount Date', 'The date until which the discount holds'),
	insurance_expire_date: label('Insurance Expiration Date', 'The date on which the insurance ends'),
	workers_comp_expiration_date: label(
		"Workers' Compensation Expiration Date",
		'The date on which the insurance of the workers ends',
	),
	liability_expiration_date: label(
		'Liability Expiration Date',
		'The date on which the liability insurance ends',
	),
	amount_in_cents: label('Amount (Cents)', 'The amount in whole cents: 1250 is 12.50'),
	month_to_month_amount_in_cents: label(
		'Month-to-Month Amount (Cents)',
		'The amount in whole cents once the lease runs from month to month',
	),
	month_to_month_fee_in_cents: label(
		'Month-to-Month Fee (Cents)',
		'The fee in whole cents once the lease runs from month to month',
	),
	quantity_ordered: label('Quantity', 'How many of it were ordered', 'e.g. 2'),
	unit_price_in_cents: label(
		'Unit Price (Cents)',
		'The price of one in whole cents: 1250 is 12.50',
	),
	total_cost_in_cents: label(
		'Total Cost (Cents)',
		'The cost of the line in whole cents: 1250 is 12.50',
	),
	total_amount_in_cents: label('Total Amount (Cents)', 'The whole amount in cents: 1250 is 12.50'),
	total_mark_up_amount_in_cents: label(
		'Mark-Up Amount (Cents)',
		'The mark-up on the line in whole cents',
	),
	mark_up_percentage: label('Mark-Up Percentage', 'The mark-up on the line in percent'),
	mark_up_type: label(
		'Mark-Up Type',
		'How the mark-up is counted, in the words of the PMS',
		'e.g. Percent',
	),
	discount_amount_in_cents: label(
		'Discount Amount (Cents)',
		'The discount in whole cents, taken off before the total is worked out',
	),
	discount_percent: label('Discount Percent', 'The discount in percent', 'e.g. 2.5'),
	shipping_amount_in_cents: label('Shipping Amount (Cents)', 'The cost of shipping in whole cents'),
	invoice_items: label('Invoice Items', 'The lines of the bill'),
	payable_register_items: label('Payable Register Items', 'The lines of the bill'),
	purchase_order_items: label('Purchase Order Items', 'The lines of the order'),
	charges: label('Charges', 'The charges of the batch'),
	properties: label('Properties', 'The properties that the vendor may work for'),
	contacts: label('Contacts', 'The people to talk to; one of them must be the primary contact'),
	contact_first_name: label('First Name', 'The first name of the contact'),
	is_compliant: label('Is Compliant', 'Whether the vendor meets the demands of the property'),
	stock_code: label('Stock Code', 'The code of the article'),
	cost_code: label('Cost Code', 'The cost code of the construction job'),
	category_code: label('Category Code', 'The category code of the construction job'),
	attachments: label(
		'Attachments',
		'The names of the input fields that hold the files, separated by commas',
		'e.g. data, scan',
	),
	attachment: label('Attachment', 'The name of the input field that holds the file', 'e.g. data'),
	file_data: label('File', 'The content of the file'),
	file_name: label('File Name', 'The name of the file with its ending'),
	mime_type: label('File Type', 'The MIME type of the file'),
	page_type: label('Page Type', 'Which side of the page the image shows; BACK when it is left out'),
	page_number: label(
		'Page Number',
		'Which page of the bill the image shows; 1 when it is left out',
	),
	page_count: label('Page Count', 'How many pages the bill has'),
	scanned_copy_url: label(
		'Scanned Copy URL',
		'Where a scan of the bill can be found',
		'e.g. https://files.example.com/bill-42.pdf',
	),
	send_email_receipt: label('Send Email Receipt', 'Whether the resident gets a receipt by email'),
	allocate_prepays: label(
		'Allocate Prepays',
		'Whether Rent Manager sets prepaid amounts against open charges',
	),
	is_approval_required: label(
		'Is Approval Required',
		'Whether somebody has to approve the charge before it is posted',
	),
	separate_check: label('Separate Check', 'Whether the bill is paid with a check of its own'),
	is_adjustment: label('Is Adjustment', 'Whether it corrects an earlier bill'),
	is_credit_memo: label('Is Credit Memo', 'Whether it is a credit of the vendor'),
	is_consolidate_checks: label(
		'Is Consolidate Checks',
		'Whether it may be paid together with other bills in one check',
	),
	is_exempt_from_1099: label('Is Exempt From 1099', 'Whether it is left out of the 1099 tax form'),
	is_not_reconciled: label(
		'Is Not Reconciled',
		'Whether the check is not yet reconciled with the bank',
	),
	is_private: label('Is Private', 'Whether the file is hidden from the vendor'),
	invoice_status: label('Invoice Status', 'How far the bill has come in Yardi'),
	email_1: label('Email', 'The email address', 'e.g. name@example.com'),
	email_2: label('Second Email', 'Another email address', 'e.g. name@example.com'),
	phone_1: label('Phone', 'The phone number', 'e.g. 555-010-0142'),
	phone_1_type: label('Phone Type', 'What kind of phone it is'),
	phone_2: label('Second Phone', 'Another phone number', 'e.g. 555-010-0142'),
	phone_2_type: label('Second Phone Type', 'What kind of phone the second one is'),
	address_1: label('Address', 'Street and number', 'e.g. 12 Oak St'),
	address_2: label('Address Line 2', 'The second line of the address'),
	city: label('City', 'The city of the address'),
	state: label('State', 'The state of the address'),
	zip: label('Zip', 'The zip code of the address', 'e.g. 44114'),
	country: label('Country', 'The country of the address', 'e.g. United States'),
	location_address_1: label(
		'Location Address',
		"Street and number of the vendor's first location",
		'e.g. 12 Oak St',
	),
	shipping_address_1: label(
		'Shipping Address',
		'Street and number that the goods go to',
		'e.g. 12 Oak St',
	),
	shipping_address_2: label(
		'Shipping Address Line 2',
		'The second line of the address that the goods go to',
	),
	shipping_city: label('Shipping City', 'The city that the goods go to'),
	shipping_state: label(
		'Shipping State',
		'The two letters of the state that the goods go to',
		'e.g. OH',
	),
	shipping_zip: label('Shipping Zip', 'The zip code that the goods go to', 'e.g. 44114'),
	shipping_country: label(
		'Shipping Country',
		'The country that the goods go to',
		'e.g. United States',
	),
	billing_address_1: label(
		'Billing Address',
		'Street and number that the bill goes to',
		'e.g. 12 Oak St',
	),
	billing_address_2: label(
		'Billing Address Line 2',
		'The second line of the address that the bill goes to',
	),
	billing_city: label('Billing City', 'The city that the bill goes to'),
	billing_state: label(
		'Billing State',
		'The two letters of the state that the bill goes to',
		'e.g. OH',
	),
	billing_zip: label('Billing Zip', 'The zip code that the bill goes to', 'e.g. 44114'),
	billing_country: label(
		'Billing Country',
		'The country that the bill goes to',
		'e.g. United States',
	),
	account_number: label('Account Number', 'Your customer number with the vendor'),
	website: label('Website', 'The website of the vendor', 'e.g. https://example.com'),
	insurance_provider: label('Insurance Provider', 'The company that insures the vendor'),
	insurance_policy_number: label(
		'Insurance Policy Number',
		"The number of the vendor's insurance policy",
	),
	tax_id: label('Tax ID', 'The tax identifier of the vendor'),
	tax_payer_type: label('Tax Payer Type', 'What kind of tax identifier it is'),
	tax_payer_name_1: label('Tax Payer Name', 'The name of the one who pays the tax'),
	tax_payer_name_2: label('Tax Payer Name Line 2', 'The second line of that name'),
	tax_address_1: label(
		'Tax Address',
		'Street and number of the one who pays the tax',
		'e.g. 12 Oak St',
	),
	tax_address_2: label(
		'Tax Address Line 2',
		'The second line of the address of the one who pays the tax',
	),
	tax_city: label('Tax City', 'The city of the one who pays the tax'),
	tax_state: label(
		'Tax State',
		'The two letters of the state of the one who pays the tax',
		'e.g. OH',
	),
	tax_zip: label('Tax Zip', 'The zip code of the one who pays the tax', 'e.g. 44114'),
	tax_country: label(
		'Tax Country',
		'The country of the one who pays the tax',
		'e.g. United States',
	),
	payment_name_on_account: label(
		'Name on Account',
		'Whose bank account it is; needed where the vendor is paid by ACH',
	),
	payment_routing_number: label(
		'Routing Number',
		'The nine digits of the bank; needed where the vendor is paid by ACH',
	),
	payment_account_number: label(
		'Bank Account Number',
		'The number of the bank account; needed where the vendor is paid by ACH',
	),
	payment_address_1: label(
		'Payment Address',
		'Street and number that payments go to',
		'e.g. 12 Oak St',
	),
	payment_address_2: label(
		'Payment Address Line 2',
		'The second line of the address that payments go to',
	),
	payment_city: label('Payment City', 'The city that payments go to'),
	payment_state: label(
		'Payment State',
		'The two letters of the state that payments go to',
		'e.g. OH',
	),
	payment_zip: label('Payment Zip', 'The zip code that payments go to', 'e.g. 44114'),
	payment_country: label(
		'Payment Country',
		'The country that payments go to',
		'e.g. United States',
	),
	user_defined_field_2: label('User-Defined Field 2', 'A field of your own in Yardi'),
	user_defined_field_3: label('User-Defined Field 3', 'A field of your own in Yardi'),
	user_defined_field_4: label('User-Defined Field 4', 'A field of your own in Yardi'),
	user_defined_field_5: label('User-Defined Field 5', 'A field of your own in Yardi'),
	user_defined_field_6: label('User-Defined Field 6', 'A field of your own in Yardi'),
	description: label('Description', 'What it is for'),
	notes: label('Notes', 'A note that is kept with the record'),
	memo: label('Memo', 'A short text for the accountant'),
};

/**
 * How a field is shown: its own words where it has some, else those of the vocabulary.
 * @throws Error for a field the vocabulary does not know, which is a fault of the catalogue
 */
export function fieldText({ name, label, description }: Field): FieldText {
	const term = FIELD_LABELS[name];
	if (!term) throw new Error(`The vocabulary has no entry for ${name}`);
	return { ...term, ...(label && { label }), ...(description && { description }) };
}
