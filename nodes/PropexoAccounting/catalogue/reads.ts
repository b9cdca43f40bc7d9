import { filtersOf, type Filter, type FilterName } from './filters';
import { LISTS, type ListName } from './lists';

/** The id of a record that stands in a path. */
export interface PathId {
	/** Propexo's name with the record's model, such as `invoice_id`. */
	readonly name: string;
	readonly label: string;
	/** The list a person picks it from, where there is one. */
	readonly list?: ListName;
}

/** One read endpoint of Propexo, as a person chooses it. */
export interface ReadOperation {
	readonly resource: string;
	readonly operation: string;
	readonly label: string;
	readonly action: string;
	readonly description: string;
	/** One record by its id, or a list of records. */
	readonly gives: 'record' | 'list';
	/** Propexo's path, with `{…_id}` for an id. */
	readonly path: string;
	readonly pathId?: PathId;
	/** What a list can be narrowed to; none for a record. */
	readonly filters: readonly Filter[];
}

/** A resource a person chooses, with its reads. */
export interface ReadResource {
	readonly resource: string;
	readonly label: string;
	readonly description: string;
	readonly reads: readonly ReadOperation[];
}

/** What is known of a model: its words, its paths and its filters. */
interface Model {
	readonly resource: string;
	readonly label: string;
	readonly plural: string;
	readonly description: string;
	readonly list: string;
	readonly filters: readonly FilterName[];
	/** The path of one record, where Propexo gives one. */
	readonly record?: string;
	/** Further lists that belong to it. */
	readonly more?: ReadonlyArray<Pick<ReadOperation, 'operation' | 'label' | 'action' | 'description' | 'path'> & { readonly filters: readonly FilterName[] }>;
}

/** The filters that nearly every list has since 2026. https://docs.propexo.com/api-reference/pms-generic-ap-is/invoices/get-all-invoices */
const CHANGES = ['updated_at_gte', 'updated_at_lte', 'last_seen_gte', 'last_seen_lte'] as const;

const SOURCE = ['integration_id', 'integration_vendor', ...CHANGES] as const;

/**
 * Every model that accounting reads, and the list of integrations.
 * https://docs.propexo.com/api-reference/pms-generic-ap-is
 */
const MODELS: readonly Model[] = [
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
		filters: ['location_id', 'property_id', 'resident_id', 'lease_id', 'x_building_id', 'x_property_id', 'refund_is_due', ...SOURCE],
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
		label: 'Recurring Resident Charge',
		plural: 'recurring resident charges',
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
		filters: ['x_id', 'x_property_id', 'location_id', 'property_id', 'lease_id', 'email_1', 'phone_1', ...SOURCE],
	},
	{
		resource: 'residentCharge',
		label: 'Resident Charge',
		plural: 'resident charges',
		description: 'An amount that a resident owes',
		list: '/v1/resident-charges/',
		record: '/v1/resident-charges/{resident_charge_id}',
		filters: ['property_id', 'resident_id', 'lease_id', 'transaction_date_start', 'transaction_date_end', ...SOURCE],
	},
	{
		resource: 'residentPayment',
		label: 'Resident Payment',
		plural: 'resident payments',
		description: 'An amount that a resident paid',
		list: '/v1/resident-payments/',
		record: '/v1/resident-payments/{resident_payment_id}',
		filters: ['property_id', 'resident_id', 'lease_id', 'transaction_date_start', 'transaction_date_end', ...SOURCE],
	},
	{
		resource: 'serviceRequest',
		label: 'Service Request',
		plural: 'service requests',
		description: 'A repair or another piece of work that was asked for',
		list: '/v1/service-requests/',
		record: '/v1/service-requests/{service_request_id}',
		filters: ['x_id', 'location_id', 'unit_id', 'employee_id', 'vendor_id', 'property_id', 'unit_number', ...SOURCE],
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

const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const labelOf = (resource: string): string => MODELS.find((model) => model.resource === resource)?.label ?? resource;

const isList = (name: string): name is ListName => name in LISTS;

/** The id in a path: `{purchase_order_id}` stands for a record of the resource `purchaseOrder`. */
const pathIdOf = (path: string): PathId | undefined => {
	const [, stem] = /\{(\w+)_id\}/.exec(path) ?? [];
	if (!stem) return undefined;
	const resource = camelCase(stem);
	return { name: `${stem}_id`, label: labelOf(resource), ...(isList(resource) && { list: resource }) };
};

const endpoint = (resource: string, facts: Omit<ReadOperation, 'resource' | 'pathId'>): ReadOperation => {
	const pathId = pathIdOf(facts.path);
	return { resource, ...facts, ...(pathId && { pathId }) };
};

const recordOf = ({ resource, label }: Model, path: string): ReadOperation => {
	const noun = label.toLowerCase();
	const [operation, action, description] = ['get', `Get ${noun}`, `Get one ${noun} by its ID`];
	return endpoint(resource, { operation, label: 'Get', action, description, gives: 'record', path, filters: [] });
};

const listOf = ({ resource, plural, list, filters }: Model): ReadOperation => {
	const [operation, action, description] = ['getMany', `Get many ${plural}`, `Get many ${plural}`];
	return endpoint(resource, {
		operation,
		label: 'Get Many',
		action,
		description,
		gives: 'list',
		path: list,
		filters: filtersOf(filters),
	});
};

const readsOf = (model: Model): ReadOperation[] => [
	...(model.record ? [recordOf(model, model.record)] : []),
	listOf(model),
	...(model.more ?? []).map((one) => endpoint(model.resource, { ...one, gives: 'list', filters: filtersOf(one.filters) })),
];

/** Every resource a person can read, whether it can be written too or not. */
export const READ_RESOURCES: readonly ReadResource[] = MODELS.map((model) => {
	const { resource, label, description } = model;
	return { resource, label, description, reads: readsOf(model) };
});

/** Every read endpoint of the catalogue. */
export const READS: readonly ReadOperation[] = READ_RESOURCES.flatMap(({ reads }) => reads);

/**
 * The endpoint for what was chosen in the node.
 * @param resource the resource, such as `invoice`
 * @param operation the operation, such as `getMany`
 * @returns nothing where it is no read
 */
export const findRead = (resource: string, operation: string): ReadOperation | undefined =>
	READS.find((read) => read.resource === resource && read.operation === operation);
