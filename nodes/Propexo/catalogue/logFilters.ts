import type { Filter } from './filters';

const TIME_RANGES = {
	day: 'Last Day',
	hour: 'Last Hour',
	month: 'Last Month',
	week: 'Last Week',
};

/** The log knows no other state. */
const LOG_STATUSES = { FAILURE: 'Failure', SUCCESS: 'Success' };

const CATEGORIES = {
	amenities: 'Amenities',
	applicants: 'Applicants',
	applications: 'Applications',
	contracts: 'Contracts',
	crm_listings: 'CRM Listings',
	deposit_summaries: 'Deposit Summaries',
	event_types: 'Event Types',
	events: 'Events',
	file_types: 'File Types',
	file_upload: 'File Upload',
	invoices: 'Invoices',
	leads: 'Leads',
	leases: 'Leases',
	listings: 'Listings',
	properties: 'Properties',
	purchase_orders: 'Purchase Orders',
	recurring_resident_charges: 'Recurring Resident Charges',
	resident_charges: 'Resident Charges',
	resident_payments: 'Resident Payments',
	resident_pets: 'Resident Pets',
	residents: 'Residents',
	service_request_vendors: 'Service Request Vendors',
	service_requests: 'Service Requests',
	transactions: 'Transactions',
	units: 'Units',
};

/** Narrows the log to an integration. */
export const LOG_INTEGRATION: Filter = {
	name: 'integration_id',
	label: 'Integration',
	description: 'Only writes over this integration',
	type: 'id',
	list: 'integration',
};

/** Narrows the log to a kind of writes. */
export const LOG_CATEGORY: Filter = {
	name: 'write_category',
	label: 'Write Category',
	description: 'Only writes of this kind',
	type: 'enum',
	values: CATEGORIES,
	default: 'invoices',
};

/**
 * Every filter of the write log.
 * https://docs.propexo.com/api-reference/configuration-ap-is/admin/query-write-job-logs
 */
export const LOG_FILTERS: readonly Filter[] = [
	LOG_INTEGRATION,
	{
		name: 'status',
		label: 'Status',
		description: 'Only writes that ended like this',
		type: 'enum',
		values: LOG_STATUSES,
		default: 'FAILURE',
	},
	{
		name: 'time_range',
		label: 'Time Range',
		description: 'Only writes that ended in this span of time',
		type: 'enum',
		values: TIME_RANGES,
		default: 'day',
	},
	LOG_CATEGORY,
];
