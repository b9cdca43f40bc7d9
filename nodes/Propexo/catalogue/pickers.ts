import { type Pms, PMS_LABELS } from './pms';

/** A record as a Propexo list gives it. */
export type ListRecord = Readonly<Record<string, unknown>>;

/** A list of records that a person can pick an id from. */
export interface PickerSpec {
	/** What one of them is called in a sentence. */
	readonly noun: string;
	readonly path: string;
	/** The filters that narrow it to what was chosen before, by Propexo's names. */
	readonly narrowBy: readonly string[];
	/** The parts of the name a person knows it by, main part first; empty ones are left out. */
	readonly name: (record: ListRecord) => readonly unknown[];
	/** The PMS a record belongs to, where only those of the chosen PMS are to be offered. */
	readonly pms?: (record: ListRecord) => string;
}

/** The fields of a record by which a person may look for it, besides its name. */
export const SEARCH_FIELDS = [
	'id',
	'x_id',
	'code',
	'account_number',
	'number',
	'unit_number',
	'invoice_number',
	'order_number',
	'reference_number',
	'address_1',
	'street_address_1',
	'city',
	'zip',
	'email_1',
	'phone_1',
	'description',
] as const;

/** The name of several records. */
export const pluralOf = (noun: string): string =>
	noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;

const amount = (cents: unknown): string =>
	typeof cents === 'number' ? (cents / 100).toFixed(2) : '';

const day = (date: unknown): string => (typeof date === 'string' ? date.slice(0, 10) : '');

const vendorOf = ({ vendor }: ListRecord): string => String(vendor ?? '').toLowerCase();

/** RealPage's integrations come under two names, and only RPX takes writes. */
const pmsOf = (record: ListRecord): string =>
	vendorOf(record).replace(/^realpage$/, 'realpage_rpx');

const sentenceCase = (value: unknown): string =>
	typeof value === 'string' ? value.slice(0, 1) + value.slice(1).toLowerCase() : '';

const person = ({ first_name: first, last_name: last }: ListRecord): string =>
	[first, last].filter(Boolean).join(' ');

/**
 * The lists behind the pickers.
 * Facts: https://docs.propexo.com/api-reference/pms-generic-ap-is
 */
export const PICKERS = {
	integration: {
		noun: 'integration',
		path: '/v1/admin/integrations/',
		narrowBy: [],
		name: (r) => [r.name, PMS_LABELS[vendorOf(r) as Pms] ?? r.vendor, sentenceCase(r.system)],
		pms: pmsOf,
	},
	property: {
		noun: 'property',
		path: '/v1/properties/',
		narrowBy: ['integration_id'],
		name: (r) => [r.name, r.address_1, r.city],
	},
	unit: {
		noun: 'unit',
		path: '/v1/units/',
		narrowBy: ['integration_id', 'property_id'],
		name: (r) => [[r.building_name, r.number].filter(Boolean).join(' '), r.address_1],
	},
	vendor: {
		noun: 'vendor',
		path: '/v1/vendors/',
		narrowBy: ['integration_id'],
		name: (r) => [r.name, r.account_number ?? r.x_id],
	},
	location: {
		noun: 'location',
		path: '/v1/locations/rentmanager/',
		narrowBy: ['integration_id'],
		name: (r) => [r.name, r.x_id],
	},
	financialAccount: {
		noun: 'financial account',
		path: '/v1/financial-accounts/',
		narrowBy: ['integration_id'],
		name: (r) => [[r.account_number, r.name].filter(Boolean).join(' ')],
	},
	chargeCode: {
		noun: 'charge code',
		path: '/v1/charge-codes/',
		narrowBy: ['integration_id'],
		name: (r) => [r.name, r.x_id],
	},
	lease: {
		noun: 'lease',
		path: '/v1/leases/',
		narrowBy: ['integration_id', 'property_id'],
		name: (r) => [
			r.unit_number ? `Unit ${String(r.unit_number)}` : r.x_id,
			r.start_date,
			r.status_normalized,
		],
	},
	resident: {
		noun: 'resident',
		path: '/v1/residents/',
		narrowBy: ['integration_id', 'property_id'],
		name: (r) => [person(r), r.email_1],
	},
	serviceRequest: {
		noun: 'service request',
		path: '/v1/service-requests/',
		narrowBy: ['integration_id', 'property_id'],
		name: (r) => [`#${String(r.order_number ?? r.x_id)}`, r.service_description],
	},
	accountingEntity: {
		noun: 'accounting entity',
		path: '/v1/accounting-entities/',
		narrowBy: ['integration_id', 'property_id'],
		name: (r) => [r.entity_name, r.ledger_code ?? r.x_id],
	},
	invoice: {
		noun: 'invoice',
		path: '/v1/invoices/',
		narrowBy: ['integration_id', 'property_id'],
		name: (r) => [r.invoice_number ?? r.x_id, day(r.invoice_date), amount(r.total_amount_in_cents)],
	},
	payableRegister: {
		noun: 'payable register',
		path: '/v1/payable-registers/',
		narrowBy: ['integration_id', 'property_id'],
		name: (r) => [r.invoice_number ?? r.x_id, day(r.invoice_date), amount(r.total_amount_in_cents)],
	},
	purchaseOrder: {
		noun: 'purchase order',
		path: '/v1/purchase-orders/',
		narrowBy: ['integration_id', 'property_id'],
		name: (r) => [r.number ?? r.x_id, r.description, amount(r.total_amount_in_cents)],
	},
	recurringResidentCharge: {
		noun: 'recurring charge',
		path: '/v1/recurring-resident-charges/',
		narrowBy: ['integration_id', 'property_id', 'lease_id'],
		name: (r) => [r.description, amount(r.amount_in_cents), r.frequency_normalized],
	},
	depositSummary: {
		noun: 'deposit summary',
		path: '/v1/deposit-summaries/',
		narrowBy: ['integration_id', 'property_id', 'resident_id'],
		name: (r) => [r.x_id, r.notes, amount(r.refund_amount_due_in_cents)],
	},
} as const satisfies Record<string, PickerSpec>;

/** Records that Propexo has no list of, with what one is called in a sentence and where its id is found. */
export const WITHOUT_LIST = {
	vendorLocation: {
		noun: 'vendor location',
		hint: 'Entrata shows it among the locations of the vendor',
	},
	employee: {
		noun: 'employee',
		hint: 'A service request that the employee works on carries it as employee_id',
	},
	purchaseOrderItem: {
		noun: 'purchase order item',
		hint: 'Purchase Order > Get Items gives it out',
	},
	constructionJob: {
		noun: 'construction job',
		hint: 'The items of a purchase order for the job carry it',
	},
	chargeTiming: {
		noun: 'charge timing',
		hint: 'Ask Propexo for the charge timings of the integration',
	},
	chargeCodeType: {
		noun: 'charge code type',
		hint: 'Ask Propexo for the charge code types of the integration',
	},
	paymentType: {
		noun: 'payment type',
		hint: 'Ask Propexo for the payment types of the integration',
	},
	vendorCategory: {
		noun: 'vendor category',
		hint: 'Ask Propexo for the vendor categories of the integration',
	},
} as const;

/** The name of a list in the catalogue. */
export type PickerName = keyof typeof PICKERS;

/** What an id can be the id of. */
export type RecordName = PickerName | keyof typeof WITHOUT_LIST;

/** Whether there is a list to pick a record from. */
export const isListed = (record: RecordName): record is PickerName => record in PICKERS;
