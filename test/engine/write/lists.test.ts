import type { IDataObject } from 'n8n-workflow';

import { bill, billParameters } from '../support/bills';
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
	const HOW = /To use an expression, set .* From to JSON \[Item 0\]$/;

	it.each([
		['in the place of the rows', { values: '={{ $json.lines }}' }, /, row 1 is empty\./],
		[
			'in the place of the whole',
			'={{ { values: $json.lines } }}',
			/ cannot be an expression as a whole\./,
		],
	])(
		'%s → refused, and the error says how to provide the rows',
		async (_, purchaseOrderItems, message) => {
			const { error } = await run({ purchaseOrderItems });

			expect(error?.message).toMatch(message);
			expect(error?.message).toMatch(HOW);
			expect(setup.sandbox.requests).toEqual([]);
		},
	);

	it('no rows → the field is not sent', async () => {
		const { error } = await run({});

		expect(error).toBeUndefined();
		expect(writesOf(setup)[0]!.body).not.toHaveProperty('purchase_order_items');
	});
});
