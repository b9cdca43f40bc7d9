import type { Resource } from '../endpoint';
import { boolean, date, enumeration, id, integer, required, text } from '../fields';

const YARDI_UPDATE = [
	...required(
		integer('total_amount_in_cents', { exclusiveMin: 0 }),
		text('x_bank_id', { minLength: 1 }),
		enumeration('payment_method', ['CHECK', 'EFT']),
		text('check_number', { minLength: 1 }),
		text('notes', { minLength: 1 }),
		date('post_month'),
		date('check_run_date'),
	),
	id('financial_account_id', 'financialAccount'),
	date('check_cleared_date'),
	boolean('is_not_reconciled'),
];

export const depositSummary: Resource = {
	resource: 'depositSummary',
	operations: [
		{
			operation: 'update',
			label: 'Update',
			action: 'Update deposit summary',
			description: 'Update a deposit summary',
			method: 'PUT',
			path: '/v1/deposit-summaries/{pms}/{deposit_summary_id}',
			pathIds: [id('deposit_summary_id', 'depositSummary')],
			pms: {
				mri: {
					createdRecordId: 'unknown',
					isBeta: true,
					docs: 'https://docs.propexo.com/api/reference/mri/deposit-summaries/update-deposit-summary-mri/',
					fields: required(
						text('check_number', { minLength: 1, maxLength: 9 }),
						date('post_month'),
						date('payment_date'),
					),
				},
				yardi: {
					createdRecordId: 'unknown',
					notices: [
						'Yardi marks the deposit summary as paid once the full amount is reached, and rejects updates to one that is already paid.',
						'The integration needs a deposit refund account first. Ask Propexo to set it up.',
					],
					isBeta: true,
					docs: 'https://docs.propexo.com/api-reference/yardi/deposit-summaries/update-deposit-summary-yardi',
					fields: YARDI_UPDATE,
				},
				yardi_rest: {
					createdRecordId: 'unknown',
					notices: [
						'Yardi marks the deposit summary as paid once the full amount is reached, and rejects updates to one that is already paid.',
					],
					isBeta: true,
					docs: 'https://docs.propexo.com/api/reference/yardi-rest/deposit-summaries/update-deposit-summary-yardi-rest/',
					fields: YARDI_UPDATE,
				},
			},
		},
	],
};
