import { type Example, EXAMPLES } from '../support/examples';
import { fillIn } from '../support/form';
import { setUp, writesOf } from '../support/setup';

const setup = setUp();

const form = ({ choice, request }: Example) =>
	fillIn(setup.engine.description('propexoAccounting'), choice, request.body);

const singles = Object.entries(EXAMPLES).filter(([name]) => name !== 'batchPropertyware');

describe('a documented request', () => {
	it.each(singles)('%s in the form → the same request', async (_, example) => {
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

	it.each(singles.filter(([, { request }]) => 'invoice_items' in request.body))(
		'%s with its lines as JSON → the same request',
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
		'%s with the whole body as JSON → the same request',
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
