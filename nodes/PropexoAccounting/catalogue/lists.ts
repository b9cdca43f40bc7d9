/** A record as a Propexo list gives it. */
export type ListRecord = Readonly<Record<string, unknown>>;

/** A list of records that a person can pick an id from. */
export interface ListSpec {
	/** What one of them is called in a sentence. */
	readonly noun: string;
	readonly path: string;
	/** The filters that narrow it to what was chosen before, by Propexo's names. */
	readonly narrowBy: readonly string[];
	/** The parts of the name a person knows it by, main part first; empty ones are left out. */
	readonly name: (record: ListRecord) => readonly unknown[];
}

const person = ({ first_name: first, last_name: last }: ListRecord): string =>
	[first, last].filter(Boolean).join(' ');

/**
 * The lists behind the pickers.
 * Facts: https://docs.propexo.com/api-reference/pms-generic-ap-is
 */
export const LISTS = {
	integration: {
		noun: 'integration',
		path: '/v1/admin/integrations/',
		narrowBy: [],
		name: (r) => [r.name, r.vendor, r.system],
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
		name: (r) => [r.unit_number ? `Unit ${String(r.unit_number)}` : r.x_id, r.start_date, r.status_normalized],
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
} as const satisfies Record<string, ListSpec>;

/** The name of a list in the catalogue. */
export type ListName = keyof typeof LISTS;
