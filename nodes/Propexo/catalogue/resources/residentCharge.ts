import type { Resource } from '../endpoint';
import {
	boolean,
	date,
	dateTime,
	type Field,
	id,
	integer,
	list,
	type PlainField,
	required,
	text,
} from '../fields';

const APPFOLIO_CREATE = required(
	id('integration_id', 'integration'),
	id('lease_id', 'lease'),
	id('financial_account_id', 'financialAccount'),
	integer('amount_in_cents'),
	date('transaction_date'),
	text('description'),
);

const PROPERTYWARE_CHARGE = [
	...required(
		id('lease_id', 'lease'),
		id('financial_account_id', 'financialAccount'),
		integer('amount_in_cents', { min: 0 }),
		date('transaction_date'),
	),
	text('description'),
	text('reference_number'),
];

const RENTMANAGER_CHARGE = required(
	id('resident_id', 'resident'),
	id('charge_code_id', 'chargeCode'),
	dateTime('transaction_date'),
	text('notes'),
	integer('amount_in_cents'),
	text('reference_number'),
);

const RESMAN_CHARGE = required(
	id('resident_id', 'resident'),
	id('charge_code_id', 'chargeCode'),
	text('batch_id'),
	dateTime('transaction_date'),
	text('description'),
	text('notes'),
	integer('amount_in_cents'),
	text('reference_number'),
);

const YARDI_CHARGE = [
	...required(
		id('property_id', 'property'),
		id('resident_id', 'resident'),
		id('unit_id', 'unit'),
		id('financial_account_id', 'financialAccount'),
		id('charge_code_id', 'chargeCode'),
		dateTime('transaction_date'),
		integer('amount_in_cents'),
	),
	date('post_month'),
	text('description'),
];

const batchOf = (charge: readonly PlainField[]): Field[] =>
	required(id('integration_id', 'integration'), list('charges', charge, { minItems: 1 }));

export const residentCharge: Resource = {
	resource: 'residentCharge',
	operations: [
		{
			operation: 'create',
			label: 'Create',
			action: 'Create resident charge',
			description: 'Create a resident charge in the PMS',
			method: 'POST',
			path: '/v1/resident-charges/{pms}/',
			pms: {
				appfolio: {
					createdRecordId: 'set',
					notices: [
						"Propexo doesn't support resident credits for this PMS. Enter a negative amount for a credit.",
						'AppFolio can return the ID of another charge from the same day.',
					],
					docs: 'https://docs.propexo.com/api/reference/appfolio/billing-and-payments/create-resident-charge-app-folio/',
					fields: APPFOLIO_CREATE,
				},
				buildium: {
					createdRecordId: 'unknown',
					docs: 'https://docs.propexo.com/api-reference/buildium/billing-and-payments/create-resident-charge-buildium',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('lease_id', 'lease'),
							id('financial_account_id', 'financialAccount'),
							integer('amount_in_cents'),
							dateTime('transaction_date'),
						),
						text('reference_number'),
						text('description'),
					],
				},
				entrata: {
					createdRecordId: 'notRetrievable',
					docs: 'https://docs.propexo.com/api/reference/entrata/billing-and-payments/create-resident-charge-entrata/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('lease_id', 'lease'),
							id('charge_code_id', 'chargeCode'),
							date('transaction_date'),
							integer('amount_in_cents'),
							text('description'),
						),
						date('post_month'),
						text('third_party_charge_id'),
						boolean('is_approval_required'),
					],
				},
				propertyware: {
					createdRecordId: 'set',
					docs: 'https://docs.propexo.com/api/reference/propertyware-soap/billing-and-payments/create-resident-charge-propertyware/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('lease_id', 'lease'),
							id('financial_account_id', 'financialAccount'),
							integer('amount_in_cents'),
						),
						dateTime('transaction_date'),
						text('description'),
						text('reference_number'),
					],
				},
				propertyware_rest: {
					createdRecordId: 'set',
					docs: 'https://docs.propexo.com/api-reference/propertyware-rest/billing-and-payments/create-resident-charge-propertyware-rest',
					fields: [...required(id('integration_id', 'integration')), ...PROPERTYWARE_CHARGE],
				},
				realpage_rpx: {
					createdRecordId: 'notRetrievable',
					docs: 'https://docs.propexo.com/api/reference/real-page-app-partner/billing-and-payments/create-resident-charge-real-page-partner-exchange/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('property_id', 'property'),
							id('resident_id', 'resident'),
							id('charge_code_id', 'chargeCode'),
							date('transaction_date'),
							integer('amount_in_cents'),
							text('description'),
							text('transaction_batch_id'),
						),
						text('reference_number'),
					],
				},
				rentmanager: {
					createdRecordId: 'notRetrievable',
					docs: 'https://docs.propexo.com/api-reference/rent-manager/billing-and-payments/create-resident-charge-rent-manager',
					fields: [...required(id('integration_id', 'integration')), ...RENTMANAGER_CHARGE],
				},
				rentvine: {
					createdRecordId: 'set',
					docs: 'https://docs.propexo.com/api-reference/rentvine/billing-and-payments/create-resident-charge-rentvine',
					fields: APPFOLIO_CREATE,
				},
				resman: {
					createdRecordId: 'notRetrievable',
					approval:
						'The management company must approve each charge under Partner Transactions in ResMan before it posts to the ledger.',
					docs: 'https://docs.propexo.com/api/reference/resman/billing-and-payments/create-resident-charge-res-man/',
					fields: [...required(id('integration_id', 'integration')), ...RESMAN_CHARGE],
				},
				yardi: {
					createdRecordId: 'notRetrievable',
					notices: [
						"Propexo doesn't support resident credits for this PMS. Enter a negative amount for a credit.",
					],
					docs: 'https://docs.propexo.com/api/reference/yardi/billing-and-payments/create-resident-charge-yardi/',
					fields: [...required(id('integration_id', 'integration')), ...YARDI_CHARGE],
				},
				yardi_rest: {
					createdRecordId: 'notRetrievable',
					isBeta: true,
					docs: 'https://docs.propexo.com/api/reference/yardi-rest/billing-and-payments/create-resident-charge-yardi-rest/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('property_id', 'property'),
							id('resident_id', 'resident'),
							id('unit_id', 'unit'),
							id('financial_account_id', 'financialAccount'),
							id('charge_code_id', 'chargeCode'),
							date('transaction_date'),
							integer('amount_in_cents'),
						),
						text('description'),
					],
				},
			},
		},
		{
			operation: 'createBatch',
			label: 'Create Batch',
			action: 'Create batch of resident charges',
			description: 'Create many resident charges in the PMS as one job',
			method: 'POST',
			path: '/v1/resident-charges/batch/{pms}/',
			batchOf: 'charges',
			pms: {
				propertyware_rest: {
					createdRecordId: 'notRetrievable',
					notices: [
						"A batch doesn't return the IDs of the new charges. Use Create if you need them.",
					],
					docs: 'https://docs.propexo.com/api/reference/propertyware-rest/billing-and-payments/batch-create-resident-charges-propertyware-rest/',
					fields: batchOf(PROPERTYWARE_CHARGE),
				},
				rentmanager: {
					createdRecordId: 'notRetrievable',
					notices: [
						'All charges of a batch must be for the same Rent Manager location. Use Batch Group to separate locations.',
					],
					docs: 'https://docs.propexo.com/api/reference/rent-manager/billing-and-payments/batch-create-resident-charges-rent-manager/',
					fields: batchOf(RENTMANAGER_CHARGE),
				},
				resman: {
					createdRecordId: 'notRetrievable',
					approval:
						'The management company must approve each charge under Partner Transactions in ResMan before it posts to the ledger.',
					notices: [
						'All charges of a batch must be for the same ResMan property. Use Batch Group to separate properties.',
					],
					docs: 'https://docs.propexo.com/api/reference/resman/billing-and-payments/batch-create-resident-charges-res-man/',
					fields: batchOf(RESMAN_CHARGE),
				},
				yardi: {
					createdRecordId: 'notRetrievable',
					notices: ['Yardi receives all charges of a batch in a single call.'],
					docs: 'https://docs.propexo.com/api/reference/yardi/billing-and-payments/batch-create-resident-charges-yardi/',
					fields: batchOf(YARDI_CHARGE),
				},
			},
		},
	],
};
