import { date, dateTime, id, integer, list, required, text } from './field';
import type { Resource } from './operation';

/** Charges on a resident's or a lease's account. */
export const residentCharge: Resource = {
	resource: 'residentCharge',
	label: 'Resident Charge',
	description: 'An amount that a resident owes',
	operations: [
		{
			operation: 'create',
			label: 'Create',
			action: 'Create resident charge',
			description: 'Write one charge to the PMS',
			method: 'POST',
			path: '/v1/resident-charges/{pms}/',
			pms: {
				resman: {
					createdRecordId: 'notRetrievable',
					notices: [
						'The management company has to approve each charge under Partner Transactions in ResMan before it is on the ledger.',
					],
					docs: 'https://docs.propexo.com/api-reference/resman/billing-and-payments/create-resident-charge-res-man',
					fields: required(
						id('integration_id', 'integration'),
						id('resident_id', 'resident'),
						id('charge_code_id', 'chargeCode'),
						text('batch_id'),
						dateTime('transaction_date'),
						text('description'),
						text('notes'),
						integer('amount_in_cents'),
						text('reference_number'),
					),
				},
			},
		},
		{
			operation: 'createBatch',
			label: 'Create Batch',
			action: 'Create batch of resident charges',
			description: 'Write many charges to the PMS as one job',
			method: 'POST',
			path: '/v1/resident-charges/batch/{pms}/',
			batchOf: 'charges',
			pms: {
				propertyware_rest: {
					createdRecordId: 'notRetrievable',
					notices: [
						'A batch gives back no ids of the new charges. Use Create where you need the id of a charge.',
					],
					docs: 'https://docs.propexo.com/api-reference/propertyware-rest/billing-and-payments/batch-create-resident-charges-propertyware-rest',
					fields: required(
						id('integration_id', 'integration'),
						list(
							'charges',
							[
								...required(
									id('lease_id', 'lease'),
									id('financial_account_id', 'financialAccount'),
									integer('amount_in_cents', { min: 0 }),
									date('transaction_date'),
								),
								text('description'),
								text('reference_number'),
							],
							{ minItems: 1 },
						),
					),
				},
			},
		},
	],
};
