import type { Filter } from './filters';
import { RECORDS } from './records';

const TIME_RANGES = {
	day: 'Last Day',
	hour: 'Last Hour',
	month: 'Last Month',
	week: 'Last Week',
};

/** The log has no other status. */
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

export const LOG_INTEGRATION: Filter = {
	name: 'integration_id',
	label: RECORDS.integration.label,
	description: 'Only writes through this integration',
	type: 'id',
	record: 'integration',
};

export const LOG_CATEGORY: Filter = {
	name: 'write_category',
	label: 'Write Category',
	description: 'Only writes in this category',
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
		description: 'Only writes with this outcome',
		type: 'enum',
		values: LOG_STATUSES,
		default: 'FAILURE',
	},
	{
		name: 'time_range',
		label: 'Time Range',
		description: 'Only writes that finished in this period',
		type: 'enum',
		values: TIME_RANGES,
		default: 'day',
	},
	LOG_CATEGORY,
];
