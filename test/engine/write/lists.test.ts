import type { IDataObject } from 'n8n-workflow';

import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ISSUES } from '../../../nodes/Propexo/actions/messages';
import type { ListField } from '../../../nodes/Propexo/catalogue/fields';
import { findEndpoint } from '../../../nodes/Propexo/catalogue/index';
import { fieldLabel, listInputLabel } from '../../../nodes/Propexo/catalogue/labels';
import { bill, billParameters } from '../support/bills';
import { rowLabel } from '../support/expectedTexts';
import { byId } from '../support/form';
import { setUp, writesOf } from '../support/setup';

const setup = setUp();

it('an expression in place of the rows of a required list → refused before the node runs', async () => {
	const parameters = {
		...billParameters,
		invoiceItemsInput: 'fields',
		invoiceItems: { values: '={{ $json.lines }}' },
	};

	await expect(
		setup.engine.run({ parameters: parameters as never, items: [bill('A-1')] }),
	).rejects.toThrow('Parameter "GL Account" is required');
	expect(setup.sandbox.requests).toEqual([]);
});

describe('an expression for an optional list', () => {
	const order = {
		resource: 'purchaseOrder',
		operation: 'create',
		pms: 'entrata',
		integrationId: byId('intg-entrata-1'),
		vendorId: byId('vendor-1'),
		vendorLocationId: byId('place-1'),
		propertyId: byId('property-1'),
		postDate: '2026-11-30',
	};
	const run = async (more: IDataObject) =>
		await setup.engine.run({
			parameters: { ...order, ...more } as never,
			items: [{ lines: [{ notes: 'one' }] }],
		});
	const LIST = 'purchase_order_items';
	const field = findEndpoint('purchaseOrder', 'create', 'entrata')!.fields.find(
		({ name }) => name === LIST,
	) as ListField;
	const inputLabel = listInputLabel(field);

	it.each([
		[
			'in the place of the rows',
			{ values: '={{ $json.lines }}' },
			`${rowLabel(LIST, 1)} ${ISSUES.emptyRow(inputLabel)}`,
		],
		[
			'in the place of the whole',
			'={{ { values: $json.lines } }}',
			`${fieldLabel(LIST)} ${ISSUES.wholeExpression(inputLabel)}`,
		],
	])(
		'%s → refused, and the error says how to provide the rows',
		async (_, purchaseOrderItems, message) => {
			const { error } = await run({ purchaseOrderItems });

			expect(error?.message).toBe(`${message} ${itemTag(0)}`);
			expect(setup.sandbox.requests).toEqual([]);
		},
	);

	it('no rows → the field is not sent', async () => {
		const { error } = await run({});

		expect(error).toBeUndefined();
		expect(writesOf(setup)[0]!.body).not.toHaveProperty('purchase_order_items');
	});
});
