import type { Resource } from '../endpoint';
import { date, dateTime, id, integer, required, text } from '../fields';

export const residentCredit: Resource = {
	resource: 'residentCredit',
	operations: [
		{
			operation: 'create',
			label: 'Create',
			action: 'Create resident credit',
			description: 'Create a resident credit in the PMS',
			method: 'POST',
			path: '/v1/resident-credits/{pms}/',
			notices: [
				'Enter a positive amount. Propexo lists credits with the resident charges, as negative amounts.',
				'For AppFolio and Yardi, create a resident charge with a negative amount instead.',
			],
			pms: {
				propertyware_rest: {
					createdRecordId: 'set',
					docs: 'https://docs.propexo.com/api-reference/propertyware-rest/billing-and-payments/create-resident-credit-propertyware-rest',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('lease_id', 'lease'),
							integer('amount_in_cents', { min: 0 }),
							date('transaction_date'),
						),
						text('description'),
						text('reference_number'),
					],
				},
				rentmanager: {
					createdRecordId: 'notRetrievable',
					docs: 'https://docs.propexo.com/api/reference/rent-manager/billing-and-payments/create-resident-credit-rent-manager/',
					fields: required(
						id('integration_id', 'integration'),
						id('resident_id', 'resident'),
						id('charge_code_id', 'chargeCode'),
						dateTime('transaction_date'),
						text('notes'),
						integer('amount_in_cents'),
						text('reference_number'),
					),
				},
				rentvine: {
					createdRecordId: 'set',
					docs: 'https://docs.propexo.com/api/reference/rentvine/billing-and-payments/create-resident-credit-rentvine/',
					fields: required(
						id('integration_id', 'integration'),
						id('lease_id', 'lease'),
						id('financial_account_id', 'financialAccount'),
						integer('amount_in_cents', { exclusiveMin: 0 }),
						date('transaction_date'),
						text('description'),
					),
				},
			},
		},
	],
};
