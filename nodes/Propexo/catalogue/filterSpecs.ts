import { PMS_LABELS } from './pms';

/** What a filter takes, and how it is described. An ID filter has the label of its record. */
export type FilterSpec =
	| {
			readonly type: 'text';
			readonly label: string;
			readonly description: string;
			readonly placeholder?: string;
	  }
	/** `date` takes YYYY-MM-DD too, `dateTime` full date-times only. */
	| {
			readonly type: 'date' | 'dateTime' | 'boolean';
			readonly label: string;
			readonly description: string;
	  }
	| {
			readonly type: 'enum';
			readonly label: string;
			readonly description: string;
			/** Propexo's value → the name users know. */
			readonly values: Readonly<Record<string, string>>;
			readonly default?: string;
	  }
	| { readonly type: 'id'; readonly record: string };

/** Propexo names a PMS in upper case here, and RealPage's integrations have one more name. */
const INTEGRATION_VENDORS = Object.fromEntries(
	Object.entries({ ...PMS_LABELS, realpage: 'RealPage' })
		.sort(([, a], [, b]) => a.localeCompare(b))
		.map(([pms, label]) => [pms.toUpperCase(), label]),
);

const LEASE_STATUSES = {
	ACTIVE: 'Active',
	EVICTED: 'Evicted',
	INACTIVE: 'Inactive',
	OTHER: 'Other',
	PENDING: 'Pending',
};

const textFilter = (label: string, description: string, placeholder?: string) =>
	({ type: 'text', label, description, ...(placeholder && { placeholder }) }) as const;

const dateFilter = (label: string, description: string) =>
	({ type: 'date', label, description }) as const;

const dateTimeFilter = (label: string, description: string) =>
	({ type: 'dateTime', label, description }) as const;

const booleanFilter = (label: string, description: string) =>
	({ type: 'boolean', label, description }) as const;

const enumFilter = (label: string, description: string, values: Readonly<Record<string, string>>) =>
	({ type: 'enum', label, description, values }) as const;

const idFilter = <const R extends string>(record: R) => ({ type: 'id', record }) as const;

/**
 * Every filter of Propexo's lists, by Propexo's name.
 * Facts: https://docs.propexo.com/documentation/about-the-api/filtering
 */
export const FILTER_SPECS = {
	integration_id: idFilter('integration'),
	integration_vendor: enumFilter('PMS', 'Only records from this PMS', INTEGRATION_VENDORS),
	location_id: idFilter('location'),
	property_id: idFilter('property'),
	unit_id: idFilter('unit'),
	lease_id: idFilter('lease'),
	resident_id: idFilter('resident'),
	vendor_id: idFilter('vendor'),
	charge_code_id: idFilter('chargeCode'),
	invoice_id: textFilter('Invoice ID', 'Only records for this invoice'),
	floor_plan_id: textFilter('Floor Plan ID', 'Only records for this floor plan'),
	employee_id: textFilter('Employee ID', 'Only records for this employee'),
	account_number: textFilter('Account Number', 'Only GL accounts with this number', 'e.g. 6110'),
	unit_number: textFilter('Unit Number', 'Only records for units with this number', 'e.g. 101'),
	email_1: textFilter(
		'Email',
		'Only residents with this primary email address',
		'e.g. name@email.com',
	),
	phone_1: textFilter('Phone', 'Only residents with this primary phone number'),
	status_normalized: enumFilter('Status', 'Only records with this status', LEASE_STATUSES),
	status_raw: textFilter('PMS Status', 'Only records with this status, as the PMS names it'),
	x_id: textFilter('PMS ID', 'Only the record with this ID in the PMS'),
	x_property_id: textFilter(
		'Property PMS ID',
		'Only records for the property with this ID in the PMS',
	),
	x_unit_id: textFilter('Unit PMS ID', 'Only records for the unit with this ID in the PMS'),
	x_building_id: textFilter(
		'Building PMS ID',
		'Only records for the building with this ID in the PMS',
	),
	transaction_date_start: dateFilter(
		'Transaction Date From',
		'Only transactions on or after this date',
	),
	transaction_date_end: dateFilter(
		'Transaction Date To',
		'Only transactions on or before this date',
	),
	after_move_in_date: dateFilter(
		'Moved In After',
		'Only leases with a move-in date after this date',
	),
	before_move_in_date: dateFilter(
		'Moved In Before',
		'Only leases with a move-in date before this date',
	),
	after_move_out_date: dateFilter(
		'Moved Out After',
		'Only leases with a move-out date after this date',
	),
	before_move_out_date: dateFilter(
		'Moved Out Before',
		'Only leases with a move-out date before this date',
	),
	only_null_move_outs: booleanFilter(
		'Without Move-Out Date',
		'Whether to return only leases without a move-out date',
	),
	refund_is_due: booleanFilter('Refund Is Due', 'Whether a refund is due'),
	invoice_id_not_null: booleanFilter(
		'Has Invoice',
		'Whether to return only records that have an invoice',
	),
	is_active: booleanFilter(
		'Is Active',
		'Whether to return active records instead of inactive ones',
	),
	is_archived: booleanFilter(
		'Is Archived',
		'Whether to return archived records instead of the others',
	),
	updated_at_gte: dateTimeFilter(
		'Updated Since',
		'Only records that changed in Propexo at or after this time',
	),
	updated_at_lte: dateTimeFilter(
		'Updated Until',
		'Only records that last changed in Propexo at or before this time',
	),
	last_seen_gte: dateTimeFilter(
		'Last Seen Since',
		'Only records that Propexo last saw in the PMS at or after this time',
	),
	last_seen_lte: dateTimeFilter(
		'Last Seen Until',
		'Only records that Propexo last saw in the PMS at or before this time',
	),
} as const satisfies Readonly<Record<string, FilterSpec>>;

export type FilterName = keyof typeof FILTER_SPECS;
