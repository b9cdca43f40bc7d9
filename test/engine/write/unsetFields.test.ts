import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { fieldLabel } from '../../../nodes/Propexo/catalogue/labels';
import { SCHEMA_MESSAGES } from '../../../nodes/Propexo/catalogue/schema/schemaMessages';
import { SEGMENT_ISSUES } from '../../../nodes/Propexo/transport/pathSegment';
import { contract, type Field, operationName } from '../../sandbox/contract';
import { bill, billName, billParameters, line } from '../support/bills';
import { rowLabel } from '../support/expectedTexts';
import { byId } from '../support/form';
import { onTheWire } from '../support/readCases';
import { requestsTo, setUp, writesOf } from '../support/setup';
import { minimalBody, pathIds, WRITE_CASES } from '../support/writeCases';

const setup = setUp();

const BLANKS = [' ', '\t\n', '\u00A0', '\u200B\uFEFF'];

const body = (changes: IDataObject = {}): IDataObject => ({
	integration_id: 'intg-9f8b7c6d5e4a3b2c1d0e',
	vendor_id: 'vendor-1',
	invoice_date: '2026-11-30',
	due_date: '2026-12-31',
	invoice_number: 'A-1',
	invoice_items: [line(1250)],
	...changes,
});

const jsonParameters: INodeParameters = {
	resource: 'invoice',
	operation: 'create',
	pms: 'buildium',
	specifyBody: 'json',
	bodyJson: '={{ $json }}',
};

/** The body that was sent for an item. */
const sentFor = async (parameters: INodeParameters, item: IDataObject): Promise<IDataObject> => {
	const { error } = await setup.engine.run({ parameters, items: [item] });
	expect(error).toBeUndefined();
	return writesOf(setup)[0]!.body as IDataObject;
};

/** The message of the error for an item, of which nothing was sent. */
const errorFor = async (parameters: INodeParameters, item: IDataObject) => {
	const { error } = await setup.engine.run({ parameters, items: [item] });
	expect(writesOf(setup)).toEqual([]);
	return error?.message;
};

/** A body with null in place of every optional field, in its rows too. */
const withNulls = (
	fields: readonly Field[],
	body: Readonly<Record<string, unknown>>,
): IDataObject =>
	Object.fromEntries(
		fields.map(({ name, items = [] }) => {
			const value = body[name] as IDataObject | IDataObject[] | undefined;
			const rows = Array.isArray(value) && items.length;
			return [name, rows ? value.map((row) => withNulls(items, row)) : (value ?? null)];
		}),
	) as IDataObject;

const required = (label: string, record = billName('A-1')): string =>
	`${ERRORS.invalidRecord(`${label} ${SCHEMA_MESSAGES.required}`, record)} ${itemTag(0)}`;

describe('an ID with white space around it', () => {
	it('in the fields of the form → sent without it', async () => {
		const item = bill('A-1', {
			integration: ' intg-9f8b7c6d5e4a3b2c1d0e\n',
			vendor: '\u00A0v-1\u200B',
		});

		expect(await sentFor(billParameters, item)).toMatchObject({
			integration_id: 'intg-9f8b7c6d5e4a3b2c1d0e',
			vendor_id: 'v-1',
		});
		expect(requestsTo(setup, '/v1/admin/integrations/')[0]!.path).toBe(
			'/v1/admin/integrations/intg-9f8b7c6d5e4a3b2c1d0e/',
		);
	});

	it('in a row of the form → sent without it', async () => {
		const row = {
			financialAccountId: byId('\uFEFFaccount-1 '),
			propertyId: byId(' p-1'),
			totalAmountInCents: 1,
		};
		const parameters = {
			...billParameters,
			invoiceItemsInput: 'fields',
			invoiceItems: { values: [row] },
		};

		expect(await sentFor(parameters as INodeParameters, bill('A-1'))).toMatchObject({
			invoice_items: [{ financial_account_id: 'account-1', property_id: 'p-1' }],
		});
	});

	it('in JSON → sent without it', async () => {
		const lines = [{ ...line(1), property_id: ' p-1\u00A0' }];

		expect(
			await sentFor(jsonParameters, body({ vendor_id: ' v-1 ', invoice_items: lines })),
		).toMatchObject({ vendor_id: 'v-1', invoice_items: [{ property_id: 'p-1' }] });
	});

	it('in the path → sent without it', async () => {
		await setup.engine.run({
			parameters: {
				resource: 'depositSummary',
				operation: 'update',
				pms: 'mri',
				depositSummaryId: byId('\u00A0d-1 '),
				specifyBody: 'json',
				bodyJson: { check_number: '1', post_month: '2026-11-01', payment_date: '2026-11-30' },
			},
		});

		expect(writesOf(setup).map(({ path }) => path)).toEqual(['/v1/deposit-summaries/mri/d-1']);
	});

	it('other text → sent as it was written', async () => {
		expect(await sentFor(jsonParameters, body({ invoice_number: ' A-1 ' }))).toMatchObject({
			invoice_number: ' A-1 ',
		});
	});
});

describe.each(BLANKS)('only white space (%j)', (blank) => {
	it('as a required ID → refused', async () => {
		expect(await errorFor(billParameters, bill('A-1', { vendor: blank }))).toBe(
			required(fieldLabel('vendor_id')),
		);
		expect(await errorFor(jsonParameters, body({ vendor_id: blank }))).toBe(
			required(fieldLabel('vendor_id')),
		);
	});

	it('as a required ID of a row → refused', async () => {
		const lines = [{ ...line(1), property_id: blank }];

		expect(await errorFor(billParameters, bill('A-1', { lines }))).toBe(
			required(rowLabel('invoice_items', 1, 'property_id')),
		);
	});

	it('as an ID in the path → refused', async () => {
		const { error } = await setup.engine.run({
			parameters: { resource: 'vendor', operation: 'get', vendorId: byId('={{ $json.id }}') },
			items: [{ id: blank }],
		});

		expect(error?.message).toContain(SEGMENT_ISSUES.missing);
		expect(setup.sandbox.requests).toEqual([]);
	});

	it('as an optional ID → not sent', async () => {
		const lines = [{ ...line(1), unit_id: blank }];
		const sent = await sentFor(jsonParameters, body({ invoice_items: lines }));

		expect((sent.invoice_items as IDataObject[])[0]).not.toHaveProperty('unit_id');
	});

	it('as another required text → refused', async () => {
		const parameters = {
			...jsonParameters,
			operation: 'update',
			resource: 'depositSummary',
			pms: 'mri',
			depositSummaryId: byId('d-1'),
		};
		const summary = { check_number: blank, post_month: '2026-11-01', payment_date: '2026-11-30' };

		expect(await errorFor(parameters as INodeParameters, summary)).toBe(
			`${fieldLabel('check_number')} ${SCHEMA_MESSAGES.required} ${itemTag(0)}`,
		);
	});

	it('as an ID filter of a read → no filter', async () => {
		await setup.engine.run({
			parameters: {
				resource: 'vendor',
				operation: 'getMany',
				filters: { integrationId: byId('={{ $json.id }}') as never },
			},
			items: [{ id: blank }],
		});

		expect(onTheWire(setup.sandbox.requests[0]!).query).not.toHaveProperty('integration_id');
	});
});

describe('null in JSON', () => {
	it('for optional fields → not sent, in rows too', async () => {
		const lines = [{ ...line(1), unit_id: null, notes: null }];
		const sent = await sentFor(
			jsonParameters,
			body({ description: null, invoice_number: null, invoice_items: lines }),
		);

		expect(Object.keys(sent)).not.toEqual(expect.arrayContaining(['description']));
		expect(sent).not.toHaveProperty('invoice_number');
		expect(Object.keys((sent.invoice_items as IDataObject[])[0]!).sort()).toEqual(
			Object.keys(line(1)).sort(),
		);
	});

	it.each(WRITE_CASES)('for every optional field of %s → a body without them', async (_, write) => {
		const { resource, operation, pms, fields } = write;
		const required = minimalBody(write);
		const { items } = await setup.engine.run({
			parameters: {
				...jsonParameters,
				...{ resource, operation, pms },
				...pathIds(write),
				options: { validateOnly: true },
			} as INodeParameters,
			items: [withNulls(fields, required)],
		});

		expect(items[0]!.json).toMatchObject({ valid: true });
		expect(JSON.stringify(items[0]!.json.body)).not.toContain('null');
	});

	it('for the field that tells two kinds of rows apart → the kind without it', async () => {
		const write = contract.writes.find(
			(one) => operationName(one) === 'purchaseOrder.create.yardi',
		)!;
		const order = minimalBody(write);
		const [job] = order.purchase_order_items as IDataObject[];
		const without = { construction_job_id: null, cost_code: null, category_code: null };
		const row = { ...job!, ...without, financial_account_id: 'account-1' };
		const { items } = await setup.engine.run({
			parameters: {
				...jsonParameters,
				resource: 'purchaseOrder',
				pms: 'yardi',
				options: { validateOnly: true },
			},
			items: [{ ...order, purchase_order_items: [row] }],
		});

		const [sent] = (items[0]!.json.body as { purchase_order_items: IDataObject[] })
			.purchase_order_items;
		expect(Object.keys(sent!).sort()).toEqual(
			Object.keys(row)
				.filter((name) => !(name in without))
				.sort(),
		);
	});

	it.each([null, ''])('for a required field %j → refused', async (empty) => {
		expect(await errorFor(jsonParameters, body({ vendor_id: empty }))).toBe(
			required(fieldLabel('vendor_id')),
		);
		expect(
			await errorFor(jsonParameters, body({ invoice_items: [{ ...line(1), property_id: empty }] })),
		).toBe(required(rowLabel('invoice_items', 1, 'property_id')));
	});

	it('for a field that the PMS does not have → refused', async () => {
		expect(await errorFor(jsonParameters, body({ memoo: null }))).toContain('memoo');
	});
});
