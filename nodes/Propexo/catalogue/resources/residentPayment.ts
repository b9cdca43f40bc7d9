import type { Resource } from '../endpoint';
import { boolean, date, dateTime, enumeration, id, integer, required, text } from '../fields';

const YARDI_CREATE = [
	...required(
		id('integration_id', 'integration'),
		id('property_id', 'property'),
		id('resident_id', 'resident'),
		id('unit_id', 'unit'),
		id('financial_account_id', 'financialAccount'),
		dateTime('transaction_date'),
		integer('amount_in_cents'),
		text('reference_number'),
	),
	text('description'),
];

/** Payments of residents. */
export const residentPayment: Resource = {
	resource: 'residentPayment',
	label: 'Resident Payment',
	description: 'An amount that a resident paid',
	operations: [
		{
			operation: 'create',
			label: 'Create',
			action: 'Create resident payment',
			description: 'Write a new resident payment to the PMS',
			method: 'POST',
			path: '/v1/resident-payments/{pms}/',
			notices: [
				'Entrata and RealPage take no payments over Propexo; enter them in the PMS itself.',
			],
			pms: {
				buildium: {
					createdRecordId: 'set',
					docs: 'https://docs.propexo.com/api/reference/buildium/billing-and-payments/create-resident-payment-buildium/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('lease_id', 'lease'),
							id('financial_account_id', 'financialAccount'),
							dateTime('transaction_date'),
							integer('amount_in_cents'),
							enumeration('payment_type', [
								'Check',
								'Cash',
								'MoneyOrder',
								'CashierCheck',
								'DirectDeposit',
								'CreditCard',
								'ElectronicPayment',
							]),
							boolean('send_email_receipt'),
						),
						id('resident_id', 'resident'),
						text('description'),
						text('reference_number'),
					],
				},
				propertyware: {
					createdRecordId: 'set',
					docs: 'https://docs.propexo.com/api-reference/propertyware-soap/billing-and-payments/create-resident-payment-propertyware',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('lease_id', 'lease'),
							integer('amount_in_cents'),
						),
						dateTime('transaction_date'),
						text('description'),
						text('reference_number'),
					],
				},
				propertyware_rest: {
					createdRecordId: 'set',
					docs: 'https://docs.propexo.com/api/reference/propertyware-rest/billing-and-payments/create-resident-payment-propertyware-rest/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('lease_id', 'lease'),
							id('resident_id', 'resident'),
							id('financial_account_id', 'financialAccount'),
							integer('amount_in_cents'),
							date('transaction_date'),
							enumeration('payment_type', [
								'CHECK',
								'CHECK21',
								'CASHIERS_CHECK',
								'CREDIT_CARD',
								'CASH',
								'MONEY_ORDER',
								'OTHER',
								'CLICKPAY',
								'SECTION8',
								'EPAY',
								'ECHECK',
								'NACHA',
								'RENTMONEY',
								'PUBLIC_ASSISTANCE',
							]),
							text('reference_number'),
						),
						text('description'),
					],
				},
				rentmanager: {
					createdRecordId: 'set',
					docs: 'https://docs.propexo.com/api/reference/rent-manager/billing-and-payments/create-resident-payment-rent-manager/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('resident_id', 'resident'),
							dateTime('transaction_date'),
							text('notes'),
							integer('amount_in_cents'),
							text('reference_number'),
						),
						id('charge_code_id', 'chargeCode'),
						boolean('allocate_prepays'),
					],
				},
				rentvine: {
					createdRecordId: 'set',
					notices: ['Rentvine takes payments of primary residents only.'],
					docs: 'https://docs.propexo.com/api/reference/rentvine/billing-and-payments/create-resident-payment-rentvine/',
					fields: [
						...required(
							id('integration_id', 'integration'),
							id('lease_id', 'lease'),
							id('financial_account_id', 'financialAccount'),
							id('resident_id', 'resident'),
							integer('amount_in_cents', { exclusiveMin: 0 }),
							enumeration('payment_type', [
								'ACH',
								'CREDIT/DEBIT_CARD',
								'CHECK',
								'MONEY_ORDER',
								'CASH',
								'OTHER',
								'CASH_PAY',
								'CASHIER_CHECK',
							]),
							date('transaction_date'),
							boolean('send_email_receipt'),
						),
						text('description'),
						text('reference_number'),
					],
				},
				resman: {
					createdRecordId: 'notRetrievable',
					approval:
						'The management company has to approve each payment under Partner Transactions in ResMan before it is on the ledger.',
					docs: 'https://docs.propexo.com/api-reference/resman/billing-and-payments/create-resident-payment-res-man',
					fields: required(
						id('integration_id', 'integration'),
						id('resident_id', 'resident'),
						enumeration('payment_type', [
							'ACH',
							'Cash',
							'Cashiers Check',
							'Check',
							'Credit Card',
							'Debit Card',
							'eCheck',
							'Money Order',
						]),
						text('batch_id'),
						dateTime('transaction_date'),
						text('description'),
						text('notes'),
						integer('amount_in_cents'),
						text('reference_number'),
					),
				},
				yardi: {
					createdRecordId: 'notRetrievable',
					docs: 'https://docs.propexo.com/api-reference/yardi/billing-and-payments/create-resident-payment-yardi',
					fields: YARDI_CREATE,
				},
				yardi_rest: {
					createdRecordId: 'notRetrievable',
					isBeta: true,
					docs: 'https://docs.propexo.com/api/reference/yardi-rest/billing-and-payments/create-resident-payment-yardi-rest/',
					fields: YARDI_CREATE,
				},
			},
		},
	],
};
