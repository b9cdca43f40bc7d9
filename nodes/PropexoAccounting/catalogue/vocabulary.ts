import type { Field } from './field';

/** How a field is shown to a person. */
export interface Term {
	readonly label: string;
	readonly description: string;
	readonly placeholder?: string;
}

/**
 * The label and description of every field, in the order in which a form asks for them:
 * who, what, when, how much, lines, notes. An operation can override an entry in its own field.
 */
export const VOCABULARY: Readonly<Record<string, Term>> = {
	integration_id: {
		label: 'Integration',
		description: "The connection to the customer's PMS in your Propexo account",
	},
	location_id: {
		label: 'Location',
		description: 'The Rent Manager location (database) that the record belongs to',
	},
	property_id: { label: 'Property', description: 'The property that the cost belongs to' },
	unit_id: { label: 'Unit', description: 'The unit that the cost belongs to' },
	lease_id: { label: 'Lease', description: 'The lease that is charged' },
	resident_id: { label: 'Resident', description: 'The resident who is charged' },
	vendor_id: { label: 'Vendor', description: 'The vendor who sent the bill' },
	financial_account_id: {
		label: 'Financial Account',
		description: 'The general ledger account that the amount is posted to',
	},
	charge_code_id: { label: 'Charge Code', description: 'What kind of charge it is in the PMS' },
	batch_id: {
		label: 'Batch ID',
		description: 'Your own identifier of the batch, different for each batch',
		placeholder: 'e.g. rent-2026-11',
	},
	invoice_number: {
		label: 'Invoice Number',
		description: "The number on the vendor's bill",
		placeholder: 'e.g. INV-2026-0042',
	},
	reference_number: {
		label: 'Reference Number',
		description: 'A number by which you find the record again',
		placeholder: 'e.g. 2026-11-parking',
	},
	service_request_id: {
		label: 'Service Request',
		description: 'The service request that the bill is for',
	},
	invoice_date: { label: 'Invoice Date', description: 'The date on the bill' },
	accounting_date: {
		label: 'Accounting Date',
		description: 'The date the bill is booked on; ResMan takes the invoice date when it is left out',
	},
	post_date: { label: 'Post Date', description: 'The date the bill is booked on' },
	due_date: { label: 'Due Date', description: 'The date by which it is to be paid' },
	transaction_date: { label: 'Transaction Date', description: 'The date of the charge' },
	amount_in_cents: { label: 'Amount (Cents)', description: 'The amount in whole cents: 1250 is 12.50' },
	quantity_ordered: { label: 'Quantity', description: 'How many units of it were bought' },
	unit_price_in_cents: {
		label: 'Unit Price (Cents)',
		description: 'The price of one in whole cents: 1250 is 12.50',
	},
	total_amount_in_cents: {
		label: 'Total Amount (Cents)',
		description: 'The whole amount in cents: 1250 is 12.50',
	},
	total_mark_up_amount_in_cents: {
		label: 'Mark-Up Amount (Cents)',
		description: 'The mark-up on this line in whole cents',
	},
	mark_up_percentage: {
		label: 'Mark-Up Percentage',
		description: 'The mark-up on this line in percent',
	},
	mark_up_type: {
		label: 'Mark-Up Type',
		description: 'How the mark-up is counted, in the words of the PMS',
		placeholder: 'e.g. Percent',
	},
	invoice_items: { label: 'Invoice Items', description: 'The lines of the bill' },
	charges: { label: 'Charges', description: 'The charges of the batch' },
	description: { label: 'Description', description: 'What it is for' },
	notes: { label: 'Notes', description: 'A note that is kept with the record' },
	memo: { label: 'Memo', description: 'A short text for the accountant' },
};

/**
 * How a field is shown: its own words where it has some, else those of the vocabulary.
 * @param field a field of the catalogue
 * @throws Error for a field the vocabulary does not know, which is a fault of the catalogue
 */
export function termOf({ name, label, description }: Field): Term {
	const term = VOCABULARY[name];
	if (!term) throw new Error(`The vocabulary has no entry for ${name}`);
	return { ...term, ...(label && { label }), ...(description && { description }) };
}
