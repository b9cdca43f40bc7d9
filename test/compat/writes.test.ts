import { fieldLabel } from '../../nodes/Propexo/catalogue/labels';
import { SCHEMA_MESSAGES } from '../../nodes/Propexo/catalogue/schema/schemaMessages';
import { bill, billParameters, line, writtenNumbers } from '../engine/support/bills';
import { type Example, EXAMPLES } from '../engine/support/examples';
import { byId, fillIn } from '../engine/support/form';
import { acceptedJobs, setUp, writesOf } from '../engine/support/setup';
import { PROMISES } from './promises';

const setup = setUp({ jobDurationMs: 100 });

const formOf = ({ choice, request }: Example) =>
	fillIn(setup.engine.description('propexoAccounting'), choice, request.body);

const { invoiceBuildium, batchPropertyware } = EXAMPLES;

describe(PROMISES.write, () => {
	it('the form with its rows → the documented request, and the job', async () => {
		const { items, error } = await setup.engine.run({ parameters: formOf(invoiceBuildium) });

		expect(error).toBeUndefined();
		expect(writesOf(setup)).toMatchObject([invoiceBuildium.request]);
		expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
	});

	it('lines from an expression → one write for each item, paired with it', async () => {
		const { items, error } = await setup.engine.run({
			parameters: billParameters,
			items: [bill('A-1', { lines: [line(1250), line(99)] }), bill('A-2')],
		});

		expect(error).toBeUndefined();
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([[{ item: 0 }], [{ item: 1 }]]);
	});

	it('the body as JSON → the same request as the form', async () => {
		const { choice, request } = invoiceBuildium;
		const parameters = {
			...choice,
			specifyBody: 'json',
			bodyJson: JSON.stringify(request.body),
		};
		const { error } = await setup.engine.run({ parameters });

		expect(error).toBeUndefined();
		expect(writesOf(setup)).toMatchObject([request]);
	});
});

describe(PROMISES.batch, () => {
	it('two charges → the documented request, paired with both', async () => {
		const { choice, request } = batchPropertyware;
		const { charges, integration_id: integration } = request.body as {
			charges: Array<Record<string, string | number>>;
			integration_id: string;
		};
		const parameters = {
			...choice,
			integrationId: byId(integration),
			leaseId: byId('={{ $json.lease_id }}'),
			financialAccountId: byId('={{ $json.financial_account_id }}'),
			amountInCents: '={{ $json.amount_in_cents }}',
			transactionDate: '={{ $json.transaction_date }}',
		};
		const { items } = await setup.engine.run({ parameters, items: charges });

		expect(writesOf(setup)).toMatchObject([request]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([[{ item: 0 }, { item: 1 }]]);
	});
});

describe(PROMISES.wait, () => {
	it('a write that succeeds → its status and the new record', async () => {
		const { items } = await setup.engine.run({
			parameters: { ...billParameters, options: { waitForCompletion: true } },
			items: [bill('A-1')],
		});

		expect(items[0]!.json).toMatchObject({
			write_status: 'SUCCESS',
			created_record_id: expect.any(String) as string,
		});
	});
});

describe(PROMISES.validate, () => {
	it('a valid and an invalid item → the request and the issues', async () => {
		const { items } = await setup.engine.run({
			parameters: { ...billParameters, options: { validateOnly: true } },
			items: [bill('A-1'), bill('A-2', { vendor: '' })],
		});

		expect(items.map(({ json }) => json)).toMatchObject([
			{ valid: true, body: { invoice_number: 'A-1' } },
			{
				valid: false,
				issues: [{ field: fieldLabel('vendor_id'), message: SCHEMA_MESSAGES.required }],
			},
		]);
		expect(writesOf(setup)).toEqual([]);
	});
});
