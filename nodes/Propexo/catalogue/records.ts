import type { FilterName } from './filterSpecs';
import { type Pms, PMS_LABELS } from './pms';

/** A record as a Propexo list returns it. */
export type ListRecord = Readonly<Record<string, unknown>>;

/** How a record is selected from its list. */
export interface PickerSpec {
	/** The selections made before that narrow the list, by Propexo's names. */
	readonly dependsOn: readonly FilterName[];
	/** The parts of the name users know a record by, main part first; empty parts are left out. */
	readonly name: (record: ListRecord) => readonly unknown[];
	/** The PMS of a record, where only those of the selected PMS are offered. */
	readonly pms?: (record: ListRecord) => string;
}

/** A list of a record's parts, or of the records that belong to another one. */
export interface SubList {
	readonly operation: string;
	readonly label: string;
	readonly action: string;
	readonly description: string;
	readonly path: string;
	readonly filters: readonly FilterName[];
}

/** What is known of one kind of record. */
export interface RecordSpec {
	readonly label: string;
	/** In sentence case. */
	readonly plural: string;
	/** Another name that users look for in the Resource dropdown. */
	readonly alias?: string;
	/** For the Resource dropdown. */
	readonly description?: string;
	readonly listPath?: string;
	readonly recordPath?: string;
	/** The filters of the list. */
	readonly filters?: readonly FilterName[];
	readonly subLists?: readonly SubList[];
	readonly picker?: PickerSpec;
	/** Where to find the ID of a record that Propexo has no list of. */
	readonly idHint?: string;
}

const amount = (cents: unknown): string =>
	typeof cents === 'number' ? (cents / 100).toFixed(2) : '';

const day = (date: unknown): string => (typeof date === 'string' ? date.slice(0, 10) : '');

const vendorOf = ({ vendor }: ListRecord): string => String(vendor ?? '').toLowerCase();

/** RealPage's integrations come under two names, and only RPX takes writes. */
const pmsOf = (record: ListRecord): string =>
	vendorOf(record).replace(/^realpage$/, 'realpage_rpx');

const capitalize = (value: unknown): string =>
	typeof value === 'string' ? value.slice(0, 1) + value.slice(1).toLowerCase() : '';

const joinWords = (...parts: unknown[]): string => parts.filter(Boolean).join(' ');

const billName = (r: ListRecord): unknown[] => [
	r.invoice_number ?? r.x_id,
	day(r.invoice_date),
	amount(r.total_amount_in_cents),
];

/** The filters that nearly every list has since 2026. https://docs.propexo.com/api-reference/pms-generic-ap-is/invoices/get-all-invoices */
const CHANGES = ['updated_at_gte', 'updated_at_lte', 'last_seen_gte', 'last_seen_lte'] as const;

const SOURCE = ['integration_id', 'integration_vendor', ...CHANGES] as const;

/**
 * Every kind of record, by the name of its resource: its labels, paths, filters and picker.
 * Those with a path can be read. Facts: https://docs.propexo.com/api-reference/pms-generic-ap-is
 */
export const RECORDS = {
	accountingEntity: {
		label: 'Accounting Entity',
		plural: 'accounting entities',
		description: 'A company or ledger that costs post to',
		listPath: '/v1/accounting-entities/',
		recordPath: '/v1/accounting-entities/{accounting_entity_id}',
		filters: ['location_id', 'property_id', ...SOURCE],
		picker: {
			dependsOn: ['integration_id', 'property_id'],
			name: (r) => [r.entity_name, r.ledger_code ?? r.x_id],
		},
	},
	chargeCode: {
		label: 'Charge Code',
		plural: 'charge codes',
		description: 'A type of charge in the PMS',
		listPath: '/v1/charge-codes/',
		recordPath: '/v1/charge-codes/{charge_code_id}',
		filters: ['property_id', ...SOURCE],
		picker: { dependsOn: ['integration_id'], name: (r) => [r.name, r.x_id] },
	},
	deposit: {
		label: 'Deposit',
		plural: 'deposits',
		description: "A resident's security deposit",
		listPath: '/v1/deposits/',
		recordPath: '/v1/deposits/{deposit_id}',
		filters: [
			'location_id',
			'property_id',
			'resident_id',
			'lease_id',
			'x_building_id',
			'x_property_id',
			'refund_is_due',
			...SOURCE,
		],
	},
	depositSummary: {
		label: 'Deposit Summary',
		plural: 'deposit summaries',
		description: 'How a deposit is settled at move-out',
		listPath: '/v1/deposit-summaries/',
		recordPath: '/v1/deposit-summaries/{deposit_summary_id}',
		filters: [
			'location_id',
			'property_id',
			'resident_id',
			'lease_id',
			'invoice_id',
			'x_building_id',
			'x_property_id',
			'refund_is_due',
			'invoice_id_not_null',
			...SOURCE,
		],
		picker: {
			dependsOn: ['integration_id', 'property_id', 'resident_id'],
			name: (r) => [r.x_id, r.notes, amount(r.refund_amount_due_in_cents)],
		},
	},
	fee: {
		label: 'Fee',
		plural: 'fees',
		description: 'A fee for a unit or floor plan',
		listPath: '/v1/fees/',
		recordPath: '/v1/fees/{fee_id}',
		filters: ['floor_plan_id', 'unit_id', 'charge_code_id', ...CHANGES],
	},
	financialAccount: {
		label: 'GL Account',
		plural: 'GL accounts',
		description: 'A general ledger account',
		listPath: '/v1/financial-accounts/',
		recordPath: '/v1/financial-accounts/{financial_account_id}',
		filters: ['property_id', 'account_number', ...SOURCE],
		picker: { dependsOn: ['integration_id'], name: (r) => [joinWords(r.account_number, r.name)] },
	},
	integration: {
		label: 'Integration',
		plural: 'integrations',
		description: "A connection to a customer's PMS",
		listPath: '/v1/admin/integrations/',
		recordPath: '/v1/admin/integrations/{integration_id}/',
		filters: ['integration_vendor', 'is_archived'],
		picker: {
			dependsOn: [],
			name: (r) => [r.name, PMS_LABELS[vendorOf(r) as Pms] ?? r.vendor, capitalize(r.system)],
			pms: pmsOf,
		},
	},
	invoice: {
		label: 'Invoice',
		plural: 'invoices',
		alias: 'Vendor Bill',
		description: 'A bill from a vendor',
		listPath: '/v1/invoices/',
		recordPath: '/v1/invoices/{invoice_id}',
		filters: ['location_id', 'property_id', ...SOURCE],
		picker: { dependsOn: ['integration_id', 'property_id'], name: billName },
	},
	lease: {
		label: 'Lease',
		plural: 'leases',
		description: 'A rental agreement for a unit',
		listPath: '/v1/leases/',
		recordPath: '/v1/leases/{lease_id}',
		filters: [
			'x_id',
			'x_property_id',
			'x_unit_id',
			'location_id',
			'unit_id',
			'resident_id',
			'property_id',
			'before_move_in_date',
			'after_move_in_date',
			'before_move_out_date',
			'after_move_out_date',
			'only_null_move_outs',
			'status_normalized',
			'status_raw',
			'unit_number',
			...SOURCE,
		],
		picker: {
			dependsOn: ['integration_id', 'property_id'],
			name: (r) => [
				r.unit_number ? `Unit ${String(r.unit_number)}` : r.x_id,
				r.start_date,
				r.status_normalized,
			],
		},
	},
	location: {
		label: 'Location',
		plural: 'locations',
		description: 'A Rent Manager location (database)',
		listPath: '/v1/locations/rentmanager/',
		filters: ['x_id', ...SOURCE],
		picker: { dependsOn: ['integration_id'], name: (r) => [r.name, r.x_id] },
	},
	payableRegister: {
		label: 'Payable Register',
		plural: 'payable registers',
		description: "A vendor bill in Yardi's payable register",
		listPath: '/v1/payable-registers/',
		recordPath: '/v1/payable-registers/{payable_register_id}',
		filters: ['location_id', 'property_id', ...SOURCE],
		picker: { dependsOn: ['integration_id', 'property_id'], name: billName },
	},
	property: {
		label: 'Property',
		plural: 'properties',
		description: 'A building or community',
		listPath: '/v1/properties/',
		recordPath: '/v1/properties/{property_id}',
		filters: ['x_id', 'x_property_id', 'location_id', 'is_active', ...SOURCE],
		picker: { dependsOn: ['integration_id'], name: (r) => [r.name, r.address_1, r.city] },
	},
	purchaseOrder: {
		label: 'Purchase Order',
		plural: 'purchase orders',
		description: 'A purchase order sent to a vendor',
		listPath: '/v1/purchase-orders/',
		recordPath: '/v1/purchase-orders/{purchase_order_id}',
		filters: ['property_id', ...SOURCE],
		subLists: [
			{
				operation: 'getItems',
				label: 'Get Line Items',
				action: 'Get line items of purchase order',
				description: 'Get the line items of a purchase order',
				path: '/v1/purchase-orders/{purchase_order_id}/items',
				filters: ['property_id', ...SOURCE],
			},
		],
		picker: {
			dependsOn: ['integration_id', 'property_id'],
			name: (r) => [r.number ?? r.x_id, r.description, amount(r.total_amount_in_cents)],
		},
	},
	recurringResidentCharge: {
		label: 'Recurring Resident Charge',
		plural: 'recurring resident charges',
		description: 'A charge that repeats on a schedule',
		listPath: '/v1/recurring-resident-charges/',
		recordPath: '/v1/recurring-resident-charges/{recurring_resident_charge_id}',
		filters: ['location_id', 'property_id', 'lease_id', ...SOURCE],
		picker: {
			dependsOn: ['integration_id', 'property_id', 'lease_id'],
			name: (r) => [r.description, amount(r.amount_in_cents), r.frequency_normalized],
		},
	},
	resident: {
		label: 'Resident',
		plural: 'residents',
		description: 'A tenant',
		listPath: '/v1/residents/',
		recordPath: '/v1/residents/{resident_id}',
		filters: [
			'x_id',
			'x_property_id',
			'location_id',
			'property_id',
			'lease_id',
			'email_1',
			'phone_1',
			...SOURCE,
		],
		picker: {
			dependsOn: ['integration_id', 'property_id'],
			name: (r) => [joinWords(r.first_name, r.last_name), r.email_1],
		},
	},
	residentCharge: {
		label: 'Resident Charge',
		plural: 'resident charges',
		description: 'An amount that a resident owes',
		listPath: '/v1/resident-charges/',
		recordPath: '/v1/resident-charges/{resident_charge_id}',
		filters: [
			'property_id',
			'resident_id',
			'lease_id',
			'transaction_date_start',
			'transaction_date_end',
			...SOURCE,
		],
	},
	residentCredit: {
		label: 'Resident Credit',
		plural: 'resident credits',
		description: 'An amount that reduces what a resident owes',
	},
	residentPayment: {
		label: 'Resident Payment',
		plural: 'resident payments',
		description: 'An amount that a resident paid',
		listPath: '/v1/resident-payments/',
		recordPath: '/v1/resident-payments/{resident_payment_id}',
		filters: [
			'property_id',
			'resident_id',
			'lease_id',
			'transaction_date_start',
			'transaction_date_end',
			...SOURCE,
		],
	},
	serviceRequest: {
		label: 'Service Request',
		plural: 'service requests',
		description: 'A maintenance request',
		listPath: '/v1/service-requests/',
		recordPath: '/v1/service-requests/{service_request_id}',
		filters: [
			'x_id',
			'location_id',
			'unit_id',
			'employee_id',
			'vendor_id',
			'property_id',
			'unit_number',
			...SOURCE,
		],
		picker: {
			dependsOn: ['integration_id', 'property_id'],
			name: (r) => [`#${String(r.order_number ?? r.x_id)}`, r.service_description],
		},
	},
	unit: {
		label: 'Unit',
		plural: 'units',
		description: 'An apartment or other rental unit',
		listPath: '/v1/units/',
		recordPath: '/v1/units/{unit_id}',
		filters: ['x_id', 'x_property_id', 'location_id', 'property_id', 'unit_number', ...SOURCE],
		picker: {
			dependsOn: ['integration_id', 'property_id'],
			name: (r) => [joinWords(r.building_name, r.number), r.address_1],
		},
	},
	vendor: {
		label: 'Vendor',
		plural: 'vendors',
		description: 'A company or individual that sends bills',
		listPath: '/v1/vendors/',
		recordPath: '/v1/vendors/{vendor_id}',
		filters: ['x_id', 'x_property_id', 'property_id', 'location_id', ...SOURCE],
		subLists: [
			{
				operation: 'getManyOfProperty',
				label: 'Get Many of Property',
				action: 'Get many vendors of property',
				description: 'Get the vendors that the PMS links to a property',
				path: '/v1/vendors/properties/{property_id}',
				filters: CHANGES,
			},
		],
		picker: { dependsOn: ['integration_id'], name: (r) => [r.name, r.account_number ?? r.x_id] },
	},

	// Propexo has no list of these.
	chargeCodeType: {
		label: 'Charge Code Type',
		plural: 'charge code types',
		idHint: "Ask Propexo for the integration's charge code types",
	},
	chargeTiming: {
		label: 'Charge Timing',
		plural: 'charge timings',
		idHint: "Ask Propexo for the integration's charge timings",
	},
	constructionJob: {
		label: 'Construction Job',
		plural: 'construction jobs',
		idHint: "Find it in the job's purchase orders with Purchase Order > Get Line Items",
	},
	employee: {
		label: 'Employee',
		plural: 'employees',
		idHint: 'Find it as employee_id in a service request assigned to the employee',
	},
	paymentType: {
		label: 'Payment Type',
		plural: 'payment types',
		idHint: "Ask Propexo for the integration's payment types",
	},
	purchaseOrderItem: {
		label: 'Purchase Order Item',
		plural: 'purchase order items',
		idHint: 'Find it with Purchase Order > Get Line Items',
	},
	vendorCategory: {
		label: 'Vendor Category',
		plural: 'vendor categories',
		idHint: "Ask Propexo for the integration's vendor categories",
	},
	vendorLocation: {
		label: 'Vendor Location',
		plural: 'vendor locations',
		idHint: "Find it in Entrata under the vendor's locations",
	},
} as const satisfies Readonly<Record<string, RecordSpec>>;

/** The name of a kind of record: of its resource, where it has one. */
export type RecordName = keyof typeof RECORDS;

/** A record that is selected from a list. */
export type PickerName = {
	[R in RecordName]: (typeof RECORDS)[R] extends { picker: PickerSpec } ? R : never;
}[RecordName];

/** The spec of a record, with the keys that only some have. */
export const recordSpec = (record: RecordName): RecordSpec => RECORDS[record];

export const hasPicker = (record: RecordName): record is PickerName =>
	recordSpec(record).picker !== undefined;

/** A label within a sentence: `GL Account` → `GL account`. */
export const inSentence = (label: string): string =>
	label.replace(/\b[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase());

/** What one record is called within a sentence. */
export const recordNoun = (record: RecordName): string => inSentence(RECORDS[record].label);

/** The fields of a record by which users may search for it, besides its name. */
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
