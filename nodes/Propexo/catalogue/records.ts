import type { FilterName } from './filters';

/** A list that belongs to a model besides the list of all of its records. */
export interface SubList {
	readonly operation: string;
	readonly label: string;
	readonly action: string;
	readonly description: string;
	readonly path: string;
	readonly filters: readonly FilterName[];
}

/** What is known of a model: its words, its paths and its filters. */
export interface Model {
	readonly resource: string;
	readonly label: string;
	readonly plural: string;
	readonly description: string;
	readonly list: string;
	readonly filters: readonly FilterName[];
	/** The path of one record, where Propexo gives one. */
	readonly record?: string;
	/** Further lists that belong to it. */
	readonly more?: readonly SubList[];
}

/** The filters that nearly every list has since 2026. https://docs.propexo.com/api-reference/pms-generic-ap-is/invoices/get-all-invoices */
const CHANGES = ['updated_at_gte', 'updated_at_lte', 'last_seen_gte', 'last_seen_lte'] as const;

const SOURCE = ['integration_id', 'integration_vendor', ...CHANGES] as const;

/**
 * Every model that accounting reads, and the list of integrations.
 * https://docs.propexo.com/api-reference/pms-generic-ap-is
 */
export const MODELS: readonly Model[] = [
	{
		resource: 'accountingEntity',
		label: 'Accounting Entity',
		plural: 'accounting entities',
		description: 'A company or ledger that costs are booked to',
		list: '/v1/accounting-entities/',
		record: '/v1/accounting-entities/{accounting_entity_id}',
		filters: ['location_id', 'property_id', ...SOURCE],
	},
	{
		resource: 'chargeCode',
		label: 'Charge Code',
		plural: 'charge codes',
		description: 'A kind of charge in the PMS',
		list: '/v1/charge-codes/',
		record: '/v1/charge-codes/{charge_code_id}',
		filters: ['property_id', ...SOURCE],
	},
	{
		resource: 'deposit',
		label: 'Deposit',
		plural: 'deposits',
		description: 'A security deposit of a resident',
		list: '/v1/deposits/',
		record: '/v1/deposits/{deposit_id}',
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
	{
		resource: 'depositSummary',
		label: 'Deposit Summary',
		plural: 'deposit summaries',
		description: 'What becomes of the deposits of a resident',
		list: '/v1/deposit-summaries/',
		record: '/v1/deposit-summaries/{deposit_summary_id}',
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
	},
	{
		resource: 'fee',
		label: 'Fee',
		plural: 'fees',
		description: 'A fee that comes with a unit or a floor plan',
		list: '/v1/fees/',
		record: '/v1/fees/{fee_id}',
		filters: ['floor_plan_id', 'unit_id', 'charge_code_id', ...CHANGES],
	},
	{
		resource: 'financialAccount',
		label: 'Financial Account',
		plural: 'financial accounts',
		description: 'A general ledger account',
		list: '/v1/financial-accounts/',
		record: '/v1/financial-accounts/{financial_account_id}',
		filters: ['property_id', 'account_number', ...SOURCE],
	},
	{
		resource: 'integration',
		label: 'Integration',
		plural: 'integrations',
		description: 'A connection to the PMS of a customer',
		list: '/v1/admin/integrations/',
		record: '/v1/admin/integrations/{integration_id}/',
		filters: ['integration_vendor', 'is_archived'],
	},
	{
		resource: 'invoice',
		label: 'Invoice',
		plural: 'invoices',
		description: 'A bill from a vendor',
		list: '/v1/invoices/',
		record: '/v1/invoices/{invoice_id}',
		filters: ['location_id', 'property_id', ...SOURCE],
	},
	{
		resource: 'lease',
		label: 'Lease',
		plural: 'leases',
		description: 'A lease of a unit',
		list: '/v1/leases/',
		record: '/v1/leases/{lease_id}',
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
	},
	{
		resource: 'location',
		label: 'Location',
		plural: 'locations',
		description: 'A location (database) of Rent Manager',
		list: '/v1/locations/rentmanager/',
		filters: ['x_id', ...SOURCE],
	},
	{
		resource: 'payableRegister',
		label: 'Payable Register',
		plural: 'payable registers',
		description: 'A vendor bill in the payables of the PMS',
		list: '/v1/payable-registers/',
		record: '/v1/payable-registers/{payable_register_id}',
		filters: ['location_id', 'property_id', ...SOURCE],
	},
	{
		resource: 'property',
		label: 'Property',
		plural: 'properties',
		description: 'A building or a group of them',
		list: '/v1/properties/',
		record: '/v1/properties/{property_id}',
		filters: ['x_id', 'x_property_id', 'location_id', 'is_active', ...SOURCE],
	},
	{
		resource: 'purchaseOrder',
		label: 'Purchase Order',
		plural: 'purchase orders',
		description: 'An order to a vendor',
		list: '/v1/purchase-orders/',
		record: '/v1/purchase-orders/{purchase_order_id}',
		filters: ['property_id', ...SOURCE],
		more: [
			{
				operation: 'getItems',
				label: 'Get Items',
				action: 'Get purchase order items',
				description: 'Get the lines of a purchase order',
				path: '/v1/purchase-orders/{purchase_order_id}/items',
				filters: ['property_id', ...SOURCE],
			},
		],
	},
	{
		resource: 'recurringResidentCharge',
		label: 'Recurring Charge',
		plural: 'recurring charges',
		description: 'A charge that comes again every month or so',
		list: '/v1/recurring-resident-charges/',
		record: '/v1/recurring-resident-charges/{recurring_resident_charge_id}',
		filters: ['location_id', 'property_id', 'lease_id', ...SOURCE],
	},
	{
		resource: 'resident',
		label: 'Resident',
		plural: 'residents',
		description: 'A person who rents',
		list: '/v1/residents/',
		record: '/v1/residents/{resident_id}',
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
	},
	{
		resource: 'residentCharge',
		label: 'Resident Charge',
		plural: 'resident charges',
		description: 'An amount that a resident owes',
		list: '/v1/resident-charges/',
		record: '/v1/resident-charges/{resident_charge_id}',
		filters: [
			'property_id',
			'resident_id',
			'lease_id',
			'transaction_date_start',
			'transaction_date_end',
			...SOURCE,
		],
	},
	{
		resource: 'residentPayment',
		label: 'Resident Payment',
		plural: 'resident payments',
		description: 'An amount that a resident paid',
		list: '/v1/resident-payments/',
		record: '/v1/resident-payments/{resident_payment_id}',
		filters: [
			'property_id',
			'resident_id',
			'lease_id',
			'transaction_date_start',
			'transaction_date_end',
			...SOURCE,
		],
	},
	{
		resource: 'serviceRequest',
		label: 'Service Request',
		plural: 'service requests',
		description: 'A repair or another piece of work that was asked for',
		list: '/v1/service-requests/',
		record: '/v1/service-requests/{service_request_id}',
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
	},
	{
		resource: 'unit',
		label: 'Unit',
		plural: 'units',
		description: 'A flat or another thing that is let',
		list: '/v1/units/',
		record: '/v1/units/{unit_id}',
		filters: ['x_id', 'x_property_id', 'location_id', 'property_id', 'unit_number', ...SOURCE],
	},
	{
		resource: 'vendor',
		label: 'Vendor',
		plural: 'vendors',
		description: 'A company that sends bills',
		list: '/v1/vendors/',
		record: '/v1/vendors/{vendor_id}',
		filters: ['x_id', 'x_property_id', 'property_id', 'location_id', ...SOURCE],
		more: [
			{
				operation: 'getManyOfProperty',
				label: 'Get Many of Property',
				action: 'Get many vendors of property',
				description: 'Get the vendors that the PMS links to a property',
				path: '/v1/vendors/properties/{property_id}',
				filters: CHANGES,
			},
		],
	},
];
