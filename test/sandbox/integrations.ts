import { contract } from './contract';

/** An integration as the sandbox stores it. `alsoVendors` are vendors it accepts besides its own. */
export interface Integration {
	id: string;
	name: string;
	vendor: string;
	alsoVendors: string[];
	createdAt: string;
	/** Its part of its records' ids, `buildium-1`; null when it has no records. */
	slug: string | null;
}

/** The companies of the first and the second integration of a vendor. */
const COMPANIES = ['Harborview Property Group', 'Cedar & Stone Management'];

/** Vendors with two seeded integrations; the others have one. */
const VENDORS_WITH_TWO = ['BUILDIUM', 'RENTMANAGER', 'RESMAN', 'YARDI', 'ENTRATA'];

/**
 * Integrations of the requests printed in Propexo's documentation. One of them is used for two vendors there, so its
 * own vendor is one of the placeholders in the documented list of vendors.
 */
const FROM_EXAMPLES: Integration[] = [
	exampleIntegration('intg-9f8b7c6d5e4a3b2c1d0e', 'SAMPLE1', ['BUILDIUM', 'RESMAN']),
	exampleIntegration('intg_9f8b7c6d5e4a3b2c1d0e', 'RENTMANAGER'),
	exampleIntegration('intg-9f8b7c6d5e4a3b2c', 'RESMAN'),
	exampleIntegration('propware-12345', 'PROPERTYWARE_REST'),
];

/** One or two integrations for each vendor, with ids such as `intg-buildium-1`, and those of the documented examples. */
export function seededIntegrations(): Integration[] {
	const seeded = contract.vendors.flatMap((vendor, index) =>
		COMPANIES.slice(0, VENDORS_WITH_TWO.includes(vendor) ? 2 : 1).map((company, number) => {
			const slug = `${vendor.toLowerCase().replaceAll('_', '-')}-${number + 1}`;
			const createdAt = new Date(Date.UTC(2025, 0, 6 + index, 9, number)).toISOString();
			return {
				id: `intg-${slug}`,
				name: `${company} (${vendor})`,
				vendor,
				alsoVendors: [],
				createdAt,
				slug,
			};
		}),
	);
	return [...seeded, ...FROM_EXAMPLES];
}

/** True when writes for this vendor may use the integration. */
export function acceptsVendor(integration: Integration, vendor: string): boolean {
	return integration.vendor === vendor || integration.alsoVendors.includes(vendor);
}

/**
 * An integration in Propexo's form.
 * https://docs.propexo.com/api-reference/configuration-ap-is/integrations
 */
export function integrationView({
	id,
	name,
	vendor,
	createdAt,
}: Integration): Record<string, unknown> {
	return {
		id,
		created_at: createdAt,
		updated_at: createdAt,
		name,
		vendor,
		active: true,
		system: 'SANDBOX',
		sync_frequency: null,
		sync_cadence: null,
		max_job_concurrency: 5,
		max_request_frequency: 60,
		max_request_cadence: 'MINUTE',
		base_url: null,
		is_archived: false,
		last_completed_sync: createdAt,
		last_completed_back_sync: null,
		new_properties_are_enabled: true,
		integration_interfaces: [],
		models: {},
		can_authenticate: true,
		last_data_access_check: null,
		allow_manual_syncs: true,
		configuration_meta_data: [],
	};
}

function exampleIntegration(id: string, vendor: string, alsoVendors: string[] = []): Integration {
	return {
		id,
		name: `Documentation example (${vendor})`,
		vendor,
		alsoVendors,
		createdAt: '2024-01-15T09:30:00.000Z',
		slug: null,
	};
}
