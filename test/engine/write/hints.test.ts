import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { formatItems } from '../../../nodes/Propexo/actions/common/formatItems';
import { HINTS } from '../../../nodes/Propexo/actions/messages';
import { findEndpoint } from '../../../nodes/Propexo/catalogue/index';
import { fieldLabel } from '../../../nodes/Propexo/catalogue/labels';
import { bill, billParameters } from '../support/bills';
import { byId } from '../support/form';
import { setUp } from '../support/setup';

const setup = setUp();

const hintsOf = async (options: object, parameters = billParameters) => {
	const { run } = await setup.engine.run({
		parameters: { ...parameters, options } as never,
		items: [bill('A-1')],
	});
	return run.data.resultData.runData.Propexo![0]!.hints?.map(({ message }) => message) ?? [];
};
const waiting = { waitForCompletion: true, waitTimeout: 1 };

it('a successful write → no hint', async () => {
	expect(await hintsOf(waiting)).toEqual([]);
});

it('a write still PENDING after the wait → a hint', async () => {
	setup.sandbox.setOptions({ jobDurationMs: null });

	expect(await hintsOf(waiting)).toEqual([HINTS.pending(1)]);
});

it('a partly successful write → a hint', async () => {
	setup.sandbox.decide({ outcome: 'PARTIAL_SUCCESS' });

	expect(await hintsOf(waiting)).toEqual([HINTS.partial(1)]);
});

it('a bill that has to be approved in ResMan → a hint', async () => {
	const resman = {
		resource: 'invoice',
		operation: 'create',
		pms: 'resman',
		specifyBody: 'json',
		bodyJson: JSON.stringify({
			integration_id: 'intg-resman-1',
			property_id: 'p',
			vendor_id: 'v',
			invoice_number: 'A-1',
			invoice_date: '2026-11-30',
			due_date: '2026-11-30',
			notes: 'n',
			memo: 'm',
			total_amount_in_cents: 1,
			invoice_items: [
				{ financial_account_id: 'f', quantity_ordered: 1, unit_price_in_cents: 1, notes: 'n' },
			],
		}),
	};

	const { approval } = findEndpoint('invoice', 'create', 'resman')!;
	expect(await hintsOf({}, resman as never)).toEqual([approval]);
});

describe('an optional field whose expression returns nothing', () => {
	const hintsFor = async (parameters: INodeParameters, items: IDataObject[]) => {
		const { run, error } = await setup.engine.run({ parameters, items });
		expect(error).toBeUndefined();
		return run.data.resultData.runData.Propexo![0]!.hints?.map(({ message }) => message) ?? [];
	};

	it.each([undefined, null, ''])(
		'in Additional Fields (%j) → a hint with its items',
		async (number) => {
			const items = ['A-1', 'A-2', 'A-3', 'A-4'].map((name) => bill(name));
			[0, 1, 2].forEach((index) => (items[index]!.number = number as never));

			expect(await hintsFor(billParameters, items)).toEqual([
				HINTS.unsetField(fieldLabel('invoice_number'), formatItems([0, 1, 2])),
			]);
			expect(setup.sandbox.ledger.map(({ body }) => 'invoice_number' in (body as object))).toEqual(
				expect.arrayContaining([false, false, false, true]),
			);
		},
	);

	it('an ID in Additional Fields of white space only → a hint', async () => {
		const additionalFields = { serviceRequestId: byId('={{ $json.request }}') };

		expect(
			await hintsFor({ ...billParameters, additionalFields } as INodeParameters, [
				bill('A-1', { request: ' ' }),
			]),
		).toEqual([HINTS.unsetField(fieldLabel('service_request_id'), formatItems([0]))]);
	});

	it('in rows → one hint for the field, whatever the row', async () => {
		const row = {
			financialAccountId: byId('account-1'),
			propertyId: byId('p-1'),
			totalAmountInCents: 1,
			notes: '={{ $json.notes }}',
		};
		const parameters = {
			...billParameters,
			invoiceItemsInput: 'fields',
			invoiceItems: { values: [row, row, { ...row, notes: 'Paint' }] },
		};
		const label = `${fieldLabel('invoice_items')}, ${fieldLabel('notes')}`;

		expect(
			await hintsFor(parameters as INodeParameters, [bill('A-1'), bill('A-2', { notes: 'Oil' })]),
		).toEqual([HINTS.unsetField(label, formatItems([0]))]);
	});

	it('in items that are rows of a batch → a hint', async () => {
		const parameters = {
			resource: 'residentCharge',
			operation: 'createBatch',
			pms: 'propertyware_rest',
			integrationId: byId('intg-propertyware-rest-1'),
			leaseId: byId('lease-1'),
			financialAccountId: byId('account-1'),
			amountInCents: 1250,
			transactionDate: '2026-11-30',
			additionalFields: { referenceNumber: '={{ $json.number }}' },
		};

		expect(await hintsFor(parameters as INodeParameters, [{}, { number: 'A-2' }, {}])).toEqual([
			HINTS.unsetField(fieldLabel('reference_number'), formatItems([0, 2])),
		]);
	});

	it('that names the binary properties of files → a hint', async () => {
		const entrata = {
			resource: 'invoice',
			operation: 'create',
			pms: 'entrata',
			integrationId: byId('intg-entrata-1'),
			vendorId: byId('vendor'),
			vendorLocationId: byId('place'),
			invoiceNumber: 'A-1',
			invoiceDate: '2026-11-30',
			totalAmountInCents: 1250,
			invoiceItemsInput: 'json',
			invoiceItemsJson: '={{ $json.lines }}',
			additionalFields: { attachmentsBinaryProperties: '={{ $json.file }}' },
		};
		const lines = [
			{ property_id: 'p', financial_account_id: 'f', total_amount_in_cents: 1250, notes: 'Paint' },
		];

		expect(await hintsFor(entrata as INodeParameters, [{ lines }])).toEqual([
			HINTS.unsetField(fieldLabel('attachments'), formatItems([0])),
		]);
	});

	it('a field that is left blank, or whose expression returns something → no hint', async () => {
		const additionalFields = { invoiceNumber: '={{ $json.number }}', description: '' };

		expect(await hintsFor({ ...billParameters, additionalFields }, [bill('A-1')])).toEqual([]);
	});

	it('a value entered for another PMS → no hint', async () => {
		const additionalFields = { invoiceNumber: 'A-1', memo: '={{ $json.nothing }}' };

		expect(await hintsFor({ ...billParameters, additionalFields }, [bill('A-1')])).toEqual([]);
	});
});
