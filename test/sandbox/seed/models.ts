import { ACCOUNTS, CHARGE_CODES, PEOPLE, PROPERTIES, REQUESTS, VENDORS } from './data';
import { ledgerModels } from './ledgerModels';
import {
	cycle,
	day,
	type IdOf,
	numberedName,
	propertyOf,
	propertyOfUnit,
	type Seed,
	type SeedModel,
	unitNumber,
	UNITS,
} from './seedModel';

/** Models that exist only because writes refer to their ids: the model, its id prefix, and a name. */
const REFERENCE_MODELS = [
	['employees', 'emp', 'Dana Whitfield'],
	['vendor-categories', 'vcat', 'Maintenance'],
	['charge-timings', 'timing', 'Monthly'],
	['charge-code-types', 'codetype', 'Rent'],
	['construction-jobs', 'cjob', 'Roof renewal'],
] as const;

/** How the records of every model are generated. */
export const seedModels: SeedModel[] = [
	{ model: 'properties', prefix: 'prop', count: PROPERTIES.length, build: property },
	{ model: 'units', prefix: 'unit', count: UNITS, build: unit },
	{ model: 'leases', prefix: 'lease', count: UNITS, build: lease },
	{ model: 'residents', prefix: 'res', count: UNITS, build: resident },
	{ model: 'vendors', prefix: 'vend', count: VENDORS.length, build: vendor },
	{ model: 'vendor-locations', prefix: 'vloc', count: VENDORS.length, build: vendorLocation },
	{ model: 'vendor-payment-types', prefix: 'paytype', count: 2, build: paymentType },
	{ model: 'financial-accounts', prefix: 'acct', count: ACCOUNTS.length, build: financialAccount },
	{ model: 'charge-codes', prefix: 'code', count: CHARGE_CODES.length, build: chargeCode },
	{ model: 'accounting-entities', prefix: 'entity', count: 2, build: accountingEntity },
	{ model: 'locations', prefix: 'loc', count: 2, vendors: ['RENTMANAGER'], build: location },
	{ model: 'service-requests', prefix: 'sr', count: REQUESTS.length, build: serviceRequest },
	...REFERENCE_MODELS.map(([model, prefix, name]): SeedModel => {
		return {
			model,
			prefix,
			count: 1,
			build: (n) => ({ fields: { name: numberedName([name], n) } }),
		};
	}),
	...ledgerModels,
];

function property(n: number, id: IdOf): Seed {
	const address = cycle(PROPERTIES, n);
	const propertyId = id('prop', n);
	return {
		fields: {
			...address,
			name: numberedName(
				PROPERTIES.map(({ name }) => name),
				n,
			),
			property_id: propertyId,
			x_property_id: propertyId,
			street_address_1: address.address_1,
			country: 'US',
			is_active: true,
			number_of_units: UNITS / PROPERTIES.length,
			type_normalized: 'MULTI_FAMILY',
		},
		facets: { location_id: id('loc', 1) },
	};
}

function unit(n: number, id: IdOf): Seed {
	const number = unitNumber(n);
	return {
		fields: {
			number,
			building_name: 'Main',
			bedrooms: '2',
			bathrooms: '1',
			rent_amount_market_in_cents: 145_000,
			is_vacant: false,
			address_1: cycle(PROPERTIES, propertyOfUnit(n)).address_1,
			property_id: id('prop', propertyOfUnit(n)),
			x_property_id: id('prop', propertyOfUnit(n)),
		},
		facets: { unit_number: number, location_id: id('loc', 1) },
	};
}

function lease(n: number, id: IdOf): Seed {
	const resident = id('res', n);
	return {
		fields: {
			unit_id: id('unit', n),
			x_unit_id: id('unit', n),
			unit_number: unitNumber(n),
			property_id: id('prop', propertyOfUnit(n)),
			x_property_id: id('prop', propertyOfUnit(n)),
			start_date: day(n),
			realized_move_in_date: day(n),
			end_date: '2026-12-31',
			status_normalized: 'ACTIVE',
			status_raw: 'Current',
			rent_amount_in_cents: 145_000,
			rent_due_day: 1,
			residents_meta_data: [
				{ resident_id: resident, resident_type_normalized: 'PRIMARY', move_in_date: day(n) },
			],
		},
		facets: { resident_id: resident, location_id: id('loc', 1) },
	};
}

function resident(n: number, id: IdOf): Seed {
	const [first, last] = cycle(PEOPLE, n);
	const number = n > PEOPLE.length ? String(n) : '';
	return {
		fields: {
			first_name: first,
			last_name: `${last}${number && ` ${number}`}`,
			email_1: `${first}.${last}${number}@example.com`.toLowerCase(),
			phone_1: `555-01${String(n % 100).padStart(2, '0')}`,
			phone_1_type: 'MOBILE',
			property_id: id('prop', propertyOfUnit(n)),
			leases_meta_data: [
				{ lease_id: id('lease', n), resident_type_normalized: 'PRIMARY', move_in_date: day(n) },
			],
		},
		facets: {
			lease_id: id('lease', n),
			x_property_id: id('prop', propertyOfUnit(n)),
			location_id: id('loc', 1),
		},
	};
}

function vendor(n: number, id: IdOf): Seed {
	const name = numberedName(VENDORS, n);
	return {
		fields: {
			name,
			account_number: `V${1000 + n}`,
			is_active: true,
			type: 'Contractor',
			contacts: [{ name: 'Front desk', email: `office${n}@vendor.example.com`, is_primary: true }],
		},
		facets: companyWide(id),
	};
}

function vendorLocation(n: number, id: IdOf): Seed {
	return { fields: { name: `${numberedName(VENDORS, n)}, main office`, vendor_id: id('vend', n) } };
}

/** The first payment type is called ACH, which Entrata's vendors need further fields for. */
function paymentType(n: number): Seed {
	return {
		key: n === 1 ? 'ach' : `check${n > 2 ? `-${n}` : ''}`,
		fields: { name: n === 1 ? 'ACH' : 'Check' },
	};
}

function financialAccount(n: number, id: IdOf): Seed {
	const [number, name] = ACCOUNTS[n - 1] ?? [String(9000 + n), `Account ${9000 + n}`];
	return {
		key: number,
		fields: { name, account_number: number, status_raw: 'Active' },
		facets: companyWide(id),
	};
}

function chargeCode(n: number, id: IdOf): Seed {
	const [code, name] = CHARGE_CODES[n - 1] ?? [`C${n}`, `Charge code ${n}`];
	return {
		key: code.toLowerCase(),
		fields: { name, x_id: code, description: name },
		facets: companyWide(id),
	};
}

function accountingEntity(n: number, id: IdOf): Seed {
	return {
		fields: {
			entity_name: `Entity ${99 + n}`,
			ledger_code: `L${99 + n}`,
			current_period: '2026-06',
			is_active: true,
			property_id: id('prop', propertyOf(n)),
			x_property_id: id('prop', propertyOf(n)),
		},
	};
}

function location(n: number): Seed {
	return { fields: { name: numberedName(['Downtown office', 'Riverside office'], n) } };
}

function serviceRequest(n: number, id: IdOf): Seed {
	const vendorId = id('vend', ((n - 1) % VENDORS.length) + 1);
	return {
		fields: {
			service_description: numberedName(REQUESTS, n),
			order_number: String(5000 + n),
			status_raw: 'Open',
			unit_id: id('unit', n),
			unit_number: unitNumber(n),
			property_id: id('prop', propertyOfUnit(n)),
			x_property_id: id('prop', propertyOfUnit(n)),
			date_created: day(n),
			vendors: [{ vendor_id: vendorId }],
		},
		facets: { vendor_id: vendorId, location_id: id('loc', 1) },
	};
}

/** Found by every property of the integration, as a company-wide record is. */
function companyWide(id: IdOf): Record<string, string[]> {
	const properties = PROPERTIES.map((_, index) => id('prop', index + 1));
	return {
		property_id: properties,
		x_property_id: properties,
		location_id: [id('loc', 1), id('loc', 2)],
	};
}
