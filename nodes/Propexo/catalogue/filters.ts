import type { PickerName } from './pickers';
import { PMS_LABELS } from './pms';

interface FilterText {
	readonly label: string;
	readonly description: string;
}

/** What a filter takes. Dates are taken alone (`date`) or as a full date-time only (`dateTime`). */
type FilterType =
	| { readonly type: 'text'; readonly placeholder?: string }
	| { readonly type: 'id'; readonly list: PickerName }
	| { readonly type: 'date' | 'dateTime' | 'boolean' }
	/** Propexo's value → the name people know. */
	| {
			readonly type: 'enum';
			readonly values: Readonly<Record<string, string>>;
			readonly default?: string;
	  };

/** A filter of a Propexo list, by Propexo's name. */
export type Filter = { readonly name: string } & FilterText & FilterType;

/** Every PMS as the filter by PMS names it: in upper case; one of them takes no accounting writes. */
const VENDORS = Object.fromEntries(
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

const idFilter = (
	list: PickerName,
	label: string,
	description: string,
): FilterText & FilterType => ({
	type: 'id',
	list,
	label,
	description,
});

const text = (label: string, description: string): FilterText => ({ label, description });

/**
 * Every filter that a list of Propexo takes: how it is shown, and what it takes.
 * Facts: https://docs.propexo.com/documentation/about-the-api/filtering
 */
const FILTERS = {
	integration_id: idFilter('integration', 'Integration', 'Only records of this integration'),
	integration_vendor: {
		...text('PMS', 'Only records from this PMS'),
		type: 'enum',
		values: VENDORS,
	},
	location_id: idFilter('location', 'Location', 'Only records of this location'),
	property_id: idFilter('property', 'Property', 'Only records of this property'),
	unit_id: idFilter('unit', 'Unit', 'Only records of this unit'),
	lease_id: idFilter('lease', 'Lease', 'Only records of this lease'),
	resident_id: idFilter('resident', 'Resident', 'Only records of this resident'),
	vendor_id: idFilter('vendor', 'Vendor', 'Only records of this vendor'),
	charge_code_id: idFilter('chargeCode', 'Charge Code', 'Only records with this charge code'),
	invoice_id: { ...text('Invoice ID', 'Only records of this invoice'), type: 'text' },
	floor_plan_id: { ...text('Floor Plan ID', 'Only records of this floor plan'), type: 'text' },
	employee_id: { ...text('Employee ID', 'Only records of this employee'), type: 'text' },
	account_number: {
		...text('Account Number', 'Only the account with this number'),
		type: 'text',
		placeholder: 'e.g. 6110',
	},
	unit_number: {
		...text('Unit Number', 'Only records of units with this number'),
		type: 'text',
		placeholder: 'e.g. 101',
	},
	email_1: {
		...text('Email', 'Only people with this first email address'),
		type: 'text',
		placeholder: 'e.g. name@email.com',
	},
	phone_1: { ...text('Phone', 'Only people with this first phone number'), type: 'text' },
	status_normalized: {
		...text('Status', 'Only records in this state'),
		type: 'enum',
		values: LEASE_STATUSES,
	},
	status_raw: {
		...text('PMS Status', 'Only records in this state, in the words of the PMS'),
		type: 'text',
	},
	x_id: { ...text('External ID', 'Only the record with this ID in the PMS'), type: 'text' },
	x_property_id: {
		...text('Property External ID', 'Only records of the property with this ID in the PMS'),
		type: 'text',
	},
	x_unit_id: {
		...text('Unit External ID', 'Only records of the unit with this ID in the PMS'),
		type: 'text',
	},
	x_building_id: {
		...text('Building External ID', 'Only records of the building with this ID in the PMS'),
		type: 'text',
	},
	transaction_date_start: {
		...text('Transaction Date From', 'Only transactions on this day or later'),
		type: 'date',
	},
	transaction_date_end: {
		...text('Transaction Date To', 'Only transactions on this day or earlier'),
		type: 'date',
	},
	after_move_in_date: {
		...text('Moved In After', 'Only leases with a move-in after this day'),
		type: 'date',
	},
	before_move_in_date: {
		...text('Moved In Before', 'Only leases with a move-in before this day'),
		type: 'date',
	},
	after_move_out_date: {
		...text('Moved Out After', 'Only leases with a move-out after this day'),
		type: 'date',
	},
	before_move_out_date: {
		...text('Moved Out Before', 'Only leases with a move-out before this day'),
		type: 'date',
	},
	only_null_move_outs: {
		...text('Without Move-Out', 'Whether to get only leases that have no move-out date'),
		type: 'boolean',
	},
	refund_is_due: {
		...text('Refund Is Due', 'Whether a refund is to be due or is not to be'),
		type: 'boolean',
	},
	invoice_id_not_null: {
		...text('Has Invoice', 'Whether to get only records that have an invoice'),
		type: 'boolean',
	},
	is_active: {
		...text('Is Active', 'Whether to get active records or inactive ones'),
		type: 'boolean',
	},
	is_archived: {
		...text('Is Archived', 'Whether to get archived records or the others'),
		type: 'boolean',
	},
	updated_at_gte: {
		...text('Updated Since', 'Only records that changed in Propexo at this moment or later'),
		type: 'dateTime',
	},
	updated_at_lte: {
		...text('Updated Until', 'Only records that last changed in Propexo at this moment or earlier'),
		type: 'dateTime',
	},
	last_seen_gte: {
		...text(
			'Last Seen Since',
			'Only records that Propexo last saw in the PMS at this moment or later',
		),
		type: 'dateTime',
	},
	last_seen_lte: {
		...text(
			'Last Seen Until',
			'Only records that Propexo last saw in the PMS at this moment or earlier',
		),
		type: 'dateTime',
	},
} as const satisfies Readonly<Record<string, FilterText & FilterType>>;

/** Propexo's name of a filter. */
export type FilterName = keyof typeof FILTERS;

/** The filters with these names. */
export const filtersOf = (names: readonly FilterName[]): Filter[] =>
	names.map((name) => ({ name, ...FILTERS[name] }));

const REQUIRED_WITH_EXTERNAL_ID: ReadonlySet<string> = new Set<FilterName>([
	'integration_id',
	'x_property_id',
]);

/**
 * What a filter by an id of the PMS (`x_…`) cannot do without, because such an id is unique
 * within a property of an integration only.
 * https://docs.propexo.com/documentation/about-the-api/filtering
 * @returns the filters that must be given with it; none for other filters
 */
export const requiredWith = (filter: Filter, all: readonly Filter[]): Filter[] =>
	filter.name.startsWith('x_')
		? all.filter(({ name }) => REQUIRED_WITH_EXTERNAL_ID.has(name) && name !== filter.name)
		: [];
