import { VENDORS } from './data';
import {
	day,
	type IdOf,
	propertyOf,
	propertyOfUnit,
	type Seed,
	type SeedModel,
	unitNumber,
} from './seedModel';

const WITH_PURCHASE_ORDERS = ['ENTRATA', 'RENTMANAGER', 'YARDI', 'YARDI_REST'];
const WITH_PAYABLE_REGISTERS = ['YARDI', 'YARDI_REST'];
const WITH_DEPOSIT_SUMMARIES = ['MRI', 'YARDI', 'YARDI_REST'];

/** How bills, charges, payments and deposits are generated. */
export const ledgerModels: SeedModel[] = [
	{
		model: 'invoices',
		prefix: 'inv',
		count: 3,
		build: (n, id) => ({ fields: { ...bill(n, id), invoice_items: [billItem(n, id)] } }),
	},
	{
		model: 'payable-registers',
		prefix: 'pay',
		count: 2,
		vendors: WITH_PAYABLE_REGISTERS,
		build: (n, id) => ({
			fields: {
				...bill(n, id),
				status: 'Open',
				is_unpaid: true,
				payable_register_items: [billItem(n, id)],
			},
		}),
	},
	{
		model: 'purchase-orders',
		prefix: 'po',
		count: 2,
		vendors: WITH_PURCHASE_ORDERS,
		build: purchaseOrder,
	},
	{
		model: 'purchase-order-items',
		prefix: 'poi',
		count: 2,
		vendors: WITH_PURCHASE_ORDERS,
		build: purchaseOrderItem,
	},
	{ model: 'resident-charges', prefix: 'chg', count: 4, build: residentCharge },
	{ model: 'resident-payments', prefix: 'pmt', count: 4, build: residentPayment },
	{ model: 'recurring-resident-charges', prefix: 'rec', count: 2, build: recurringCharge },
	{
		model: 'deposits',
		prefix: 'dep',
		count: 2,
		build: (n, id) => ({ fields: { ...deposit(n, id), x_deposit_type: 'Security deposit' } }),
	},
	{
		model: 'deposit-summaries',
		prefix: 'depsum',
		count: 2,
		vendors: WITH_DEPOSIT_SUMMARIES,
		build: (n, id) => ({ fields: deposit(n, id) }),
	},
	{ model: 'fees', prefix: 'fee', count: 2, build: fee },
];

function bill(n: number, id: IdOf): Record<string, unknown> {
	return {
		invoice_number: `INV-2026-${String(n).padStart(4, '0')}`,
		invoice_date: day(n),
		due_date: day(n + 30),
		total_amount_in_cents: 42_500,
		amount_due_in_cents: 42_500,
		amount_paid_in_cents: 0,
		notes: 'Quarterly service',
		x_vendor_id: id('vend', ((n - 1) % VENDORS.length) + 1),
		...propertyFields(propertyOf(n), id),
	};
}

function billItem(n: number, id: IdOf): Record<string, unknown> {
	return {
		total_amount_in_cents: 42_500,
		financial_account_id: id('acct', '6110'),
		property_id: id('prop', propertyOf(n)),
		notes: 'Labor',
	};
}

function purchaseOrder(n: number, id: IdOf): Seed {
	return {
		fields: {
			number: `PO-${1000 + n}`,
			description: 'Appliances for turnover',
			is_closed: false,
			total_amount_in_cents: 84_900,
			order_date: day(n),
			status_raw: 'Open',
			vendor_id: id('vend', ((n - 1) % VENDORS.length) + 1),
			...propertyFields(propertyOf(n), id),
		},
	};
}

function purchaseOrderItem(n: number, id: IdOf): Seed {
	return {
		fields: {
			description: 'Refrigerator, 18 cu ft',
			quantity_ordered: '1',
			unit_price_in_cents: 84_900,
			total_cost_in_cents: 84_900,
			purchase_order_id: id('po', n),
			financial_account_id: id('acct', '6120'),
			...propertyFields(propertyOf(n), id),
		},
	};
}

function residentCharge(n: number, id: IdOf): Seed {
	return {
		fields: {
			...unitFields(n, id),
			amount_in_cents: 7_500,
			amount_open_in_cents: 7_500,
			is_open: true,
			description: `Parking, unit ${unitNumber(n)}`,
			charge_code_id: id('code', 'parking'),
			financial_account_id: id('acct', '4010'),
		},
	};
}

function residentPayment(n: number, id: IdOf): Seed {
	return {
		fields: {
			...unitFields(n, id),
			amount_in_cents: 145_000,
			name: 'Rent payment',
			description: `Rent, unit ${unitNumber(n)}`,
			payment_method_raw: 'Check',
		},
	};
}

function recurringCharge(n: number, id: IdOf): Seed {
	return {
		fields: {
			amount_in_cents: 5_000,
			is_active: true,
			description: 'Pet rent',
			start_date: day(n),
			frequency_normalized: 'MONTHLY',
			charge_due_day: 1,
			lease_id: id('lease', n),
			charge_code_id: id('code', 'pet'),
			financial_account_id: id('acct', '4030'),
			...propertyFields(propertyOfUnit(n), id),
		},
	};
}

function deposit(n: number, id: IdOf): Record<string, unknown> {
	return {
		amount_charged_in_cents: 145_000,
		amount_paid_in_cents: 145_000,
		amount_refunded_in_cents: 0,
		refund_amount_due_in_cents: n % 2 === 1 ? 120_000 : 0,
		lease_id: id('lease', n),
		resident_id: id('res', n),
		...propertyFields(propertyOfUnit(n), id),
	};
}

function fee(n: number, id: IdOf): Seed {
	const name = n % 2 === 1 ? 'Application fee' : 'Late fee';
	return {
		fields: {
			name,
			amount_in_cents: 5_000,
			charge_code_id: id('code', 'late'),
			...propertyFields(propertyOf(n), id),
		},
	};
}

/** The fields of every entry in a resident's ledger. */
function unitFields(n: number, id: IdOf): Record<string, unknown> {
	return {
		transaction_date: day(n),
		reference_number: `REF-${1000 + n}`,
		lease_id: id('lease', n),
		resident_id: id('res', n),
		unit_id: id('unit', n),
		...propertyFields(propertyOfUnit(n), id),
	};
}

function propertyFields(number: number, id: IdOf): Record<string, string> {
	return { property_id: id('prop', number), x_property_id: id('prop', number) };
}
