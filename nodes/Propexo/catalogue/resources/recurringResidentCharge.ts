import type { Resource } from '../endpoint';
import { boolean, date, enumeration, id, integer, required, text } from '../fields';

/** Rent Manager requires the start of a daily or weekly charge. */
const STARTS = [
	{ when: { field: 'frequency_normalized', in: ['DAILY', 'WEEKLY'] }, requires: 'start_date' },
];

export const recurringResidentCharge: Resource = {
	resource: 'recurringResidentCharge',
	operations: [
		{
			operation: 'create',
			label: 'Create',
			action: 'Create recurring resident charge',
			description: 'Create a recurring resident charge in the PMS',
			method: 'POST',
			path: '/v1/recurring-resident-charges/{pms}/',
			pms: {
				entrata: {
					createdRecordId: 'set',
					docs: 'https://docs.propexo.com/api/reference/entrata/billing-and-payments/create-recurring-charge-entrata/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('lease_id', 'lease'),
							id('resident_id', 'resident'),
							id('charge_code_id', 'chargeCode'),
							integer('amount_in_cents', { exclusiveMin: 0 }),
							date('start_date'),
							id('charge_timing_id', 'chargeTiming'),
							id('charge_code_type_id', 'chargeCodeType'),
						),
						text('description'),
						date('end_date'),
						integer('month_to_month_amount_in_cents', { exclusiveMin: 0 }),
						integer('month_to_month_fee_in_cents', { exclusiveMin: 0 }),
						date('last_posted_date'),
					],
				},
				propertyware: {
					createdRecordId: 'notRetrievable',
					docs: 'https://docs.propexo.com/api/reference/propertyware-soap/billing-and-payments/create-recurring-resident-charge-propertyware/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('lease_id', 'lease'),
							id('financial_account_id', 'financialAccount'),
							boolean('is_active'),
							integer('amount_in_cents', { exclusiveMin: 0 }),
							text('description'),
							integer('charge_due_day', { min: 1, max: 31 }),
							date('start_date'),
							enumeration('frequency_normalized', ['MONTHLY', 'WEEKLY']),
						),
						date('end_date'),
						text('reference_number'),
					],
				},
				propertyware_rest: {
					createdRecordId: 'set',
					rules: [
						{
							when: { field: 'frequency_normalized', in: ['WEEKLY'] },
							field: 'charge_due_day',
							min: 1,
							max: 7,
						},
					],
					docs: 'https://docs.propexo.com/api/reference/propertyware-rest/billing-and-payments/create-recurring-resident-charge-propertyware-rest/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('lease_id', 'lease'),
							id('financial_account_id', 'financialAccount'),
							integer('amount_in_cents', { exclusiveMin: 0 }),
							integer('charge_due_day', { min: 1, max: 31 }),
							date('start_date'),
							enumeration('frequency_normalized', [
								'WEEKLY',
								'MONTHLY',
								'QUARTERLY',
								'SEMIANNUAL',
								'ANNUAL',
								'ANNUAL_ACCRUAL',
							]),
						),
						text('reference_number'),
						text('description'),
						date('end_date'),
					],
				},
				rentmanager: {
					createdRecordId: 'set',
					rules: STARTS,
					docs: 'https://docs.propexo.com/api/reference/rent-manager/billing-and-payments/create-resident-recurring-charge-rent-manager/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('resident_id', 'resident'),
							id('charge_code_id', 'chargeCode'),
							integer('amount_in_cents', { exclusiveMin: 0 }),
							enumeration('frequency_normalized', ['DAILY', 'MONTHLY', 'WEEKLY']),
						),
						text('description'),
						date('start_date'),
						date('end_date'),
					],
				},
				rentvine: {
					createdRecordId: 'set',
					docs: 'https://docs.propexo.com/api/reference/rentvine/billing-and-payments/create-recurring-resident-charge-rentvine/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('lease_id', 'lease'),
							id('financial_account_id', 'financialAccount'),
							integer('amount_in_cents', { exclusiveMin: 0 }),
							text('description'),
							integer('day_due', { exclusiveMin: 0, max: 31 }),
							date('start_date'),
						),
						date('end_date'),
						integer('frequency_raw', { exclusiveMin: 0, max: 24 }),
					],
				},
			},
		},
		{
			operation: 'update',
			label: 'Update',
			action: 'Update recurring resident charge',
			description: 'Update a recurring resident charge',
			method: 'PUT',
			path: '/v1/recurring-resident-charges/{pms}/{recurring_resident_charge_id}',
			pathIds: [id('recurring_resident_charge_id', 'recurringResidentCharge')],
			pms: {
				propertyware: {
					createdRecordId: 'unknown',
					docs: 'https://docs.propexo.com/api/reference/propertyware-soap/billing-and-payments/update-recurring-resident-charge-propertyware/',
					fields: [
						...required(
							boolean('is_active'),
							integer('amount_in_cents', { exclusiveMin: 0 }),
							text('description'),
							integer('charge_due_day', { min: 1, max: 31 }),
							date('start_date'),
							enumeration('frequency_normalized', ['MONTHLY', 'WEEKLY']),
						),
						id('financial_account_id', 'financialAccount'),
						date('end_date'),
						text('reference_number'),
					],
				},
				rentmanager: {
					createdRecordId: 'unknown',
					rules: STARTS,
					docs: 'https://docs.propexo.com/api-reference/rent-manager/billing-and-payments/update-recurring-resident-charge-rent-manager',
					fields: [
						...required(id('charge_code_id', 'chargeCode')),
						integer('amount_in_cents', { exclusiveMin: 0 }),
						enumeration('frequency_normalized', ['DAILY', 'MONTHLY', 'WEEKLY']),
						text('description'),
						date('start_date'),
						date('end_date'),
					],
				},
				rentvine: {
					createdRecordId: 'unknown',
					docs: 'https://docs.propexo.com/api-reference/rentvine/billing-and-payments/update-recurring-resident-charge-rentvine',
					fields: [
						...required(integer('amount_in_cents', { exclusiveMin: 0 })),
						id('financial_account_id', 'financialAccount'),
						text('description'),
						integer('day_due', { exclusiveMin: 0, max: 31 }),
						date('start_date'),
						date('end_date'),
						integer('frequency_raw', { exclusiveMin: 0, max: 24 }),
					],
				},
			},
		},
	],
};
