import { type Example, EXAMPLES } from './support/examples';
import { fillIn } from './support/form';
import { setUp, writesOf } from './support/setup';

const setup = setUp();

const form = ({ choice, request }: Example) =>
	fillIn(setup.engine.description('propexoAccounting'), choice, request.body);

const { batchPropertyware, ...singles } = EXAMPLES;

describe('a documented request, entered in the form', () => {
	it.each(Object.entries(singles))('%s is the same request on the wire', async (_, example) => {
		const { items, error } = await setup.engine.run({ parameters: form(example) });

		expect(error).toBeUndefined();
		expect(writesOf(setup)).toHaveLength(1);
		expect(writesOf(setup)[0]).toMatchObject({
			method: example.request.method,
			path: example.request.path,
			headers: {
				authorization: `Bearer ${setup.sandbox.token}`,
				'content-type': 'application/json',
			},
		});
		expect(writesOf(setup)[0]!.body).toEqual(example.request.body);
		expect(items).toEqual([
			{
				json: {
					job_id: setup.sandbox.ledger[0]!.jobId,
					write_status: 'PENDING',
					created_record_id: null,
					errors: [],
					...example.choice,
					integration_id: example.request.body.integration_id,
					result: example.request.body,
				},
				pairedItem: [{ item: 0 }],
			},
		]);
	});

	it.each(Object.entries(singles).filter(([, { request }]) => 'invoice_items' in request.body))(
		'%s with its lines as JSON is the same request',
		async (_, example) => {
			const { invoice_items: lines, ...rest } = example.request.body;
			for (const given of [lines, JSON.stringify(lines)]) {
				const parameters = {
					...form({ ...example, request: { ...example.request, body: rest } }),
					invoiceItemsInput: 'json',
					invoiceItemsJson: '={{ $json.lines }}',
				};
				const { error } = await setup.engine.run({
					parameters,
					items: [{ lines: given } as never],
				});

				expect(error).toBeUndefined();
				expect(writesOf(setup).at(-1)!.body).toEqual(example.request.body);
			}
		},
	);

	it.each(Object.entries(EXAMPLES))(
		'%s with the whole body as JSON is the same request',
		async (_, example) => {
			const parameters = {
				...example.choice,
				pms: '={{ $json.pms }}',
				specifyBody: 'json',
				bodyJson: '={{ $json.body }}',
			};
			const item = { pms: example.choice.pms, body: example.request.body } as never;
			const { error } = await setup.engine.run({ parameters, items: [item] });

			expect(error).toBeUndefined();
			expect(writesOf(setup)[0]).toMatchObject({
				path: example.request.path,
				body: example.request.body,
			});
		},
	);
});

describe('a batch', () => {
	const { charges, integration_id: integrationId } = batchPropertyware.request.body as {
		charges: Array<Record<string, string | number>>;
		integration_id: string;
	};
	const parameters = {
		...batchPropertyware.choice,
		integrationId: { __rl: true, mode: 'id', value: '={{ $json.integration }}' },
		leaseId: { __rl: true, mode: 'id', value: '={{ $json.lease_id }}' },
		financialAccountId: { __rl: true, mode: 'id', value: '={{ $json.financial_account_id }}' },
		amountInCents: '={{ $json.amount_in_cents }}',
		transactionDate: '={{ $json.transaction_date }}',
	};
	const items = (charges: ReadonlyArray<Record<string, string | number>>) =>
		charges.map((charge) => ({ integration: integrationId, ...charge }));

	it('of one charge an input item is the documented request, and one item linked to all', async () => {
		const { items: output } = await setup.engine.run({ parameters, items: items(charges) });

		expect(writesOf(setup)).toHaveLength(1);
		expect(writesOf(setup)[0]).toMatchObject({
			method: 'POST',
			path: batchPropertyware.request.path,
			body: batchPropertyware.request.body,
		});
		expect(output).toHaveLength(1);
		expect(output[0]!.pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('as JSON is the documented request', async () => {
		const json = { ...parameters, chargesInput: 'json', chargesJson: JSON.stringify(charges) };
		await setup.engine.run({ parameters: json, items: [{ integration: integrationId }] });

		expect(writesOf(setup)[0]!.body).toEqual(batchPropertyware.request.body);
	});

	it('is cut at the batch size and split by integration and group', async () => {
		const charge = charges[0]!;
		const many = Array.from({ length: 5 }, () => ({ ...charge, group: 'north' }));
		const given = [
			...items([...many, { ...charge, group: 'south' }]),
			{ ...charge, integration: 'other', group: 'north' },
		];
		const grouped = { ...parameters, batchGroup: '={{ $json.group }}', batchSize: 2 };
		await setup.engine.run({
			parameters: grouped,
			items: given,
			settings: { onError: 'continueRegularOutput' },
		});

		const sent = writesOf(setup).map(
			({ body }) => body as { integration_id: string; charges: unknown[] },
		);
		expect(sent.map(({ integration_id: id, charges: rows }) => [id, rows.length])).toEqual([
			[integrationId, 2],
			[integrationId, 2],
			[integrationId, 1],
			[integrationId, 1],
			['other', 1],
		]);
	});
});

describe('validate only', () => {
	it('shows the request and sends nothing', async () => {
		const { choice, request } = EXAMPLES.invoiceBuildium;
		const parameters = { ...form(EXAMPLES.invoiceBuildium), options: { validateOnly: true } };
		const bad = {
			...parameters,
			vendorId: { __rl: true, mode: 'id', value: '={{ $json.vendor }}' },
		};
		const { items } = await setup.engine.run({
			parameters: bad,
			items: [{ vendor: request.body.vendor_id as string }, {}],
		});

		expect(choice.pms).toBe('buildium');
		expect(items.map(({ json }) => json)).toEqual([
			{ valid: true, method: request.method, path: request.path, body: request.body },
			{ valid: false, issues: [{ field: 'Vendor', message: 'is required' }] },
		]);
		expect(setup.sandbox.requests).toEqual([]);
	});
});
