import { bill, billParameters } from './support/bills';
import { setUp, writesOf } from './support/setup';

const setup = setUp({ jobDurationMs: 0 });

describe('an integration of another PMS', () => {
	const foreign = bill('A-2', { integration: 'intg-yardi-1' });
	const message =
		/^Integration ".+" runs on Yardi \(Legacy\), not on Buildium\. Choose an integration of Buildium, or set PMS to Yardi \(Legacy\) \[Item 1\]$/;

	it('is refused before anything is written, with both names', async () => {
		const { error } = await setup.engine.run({
			parameters: billParameters,
			items: [bill('A-1'), foreign],
		});

		expect(error?.message).toMatch(message);
		expect(writesOf(setup)).toEqual([]);
	});

	it('goes to the error output where the others are written', async () => {
		const { items, errorItems } = await setup.engine.run({
			parameters: billParameters,
			items: [bill('A-1'), foreign],
			settings: { onError: 'continueErrorOutput' },
		});

		expect(items).toHaveLength(1);
		expect(errorItems[0]!.json.error).toMatch(message);
		expect(writesOf(setup)).toHaveLength(1);
	});

	it('asks for each integration once', async () => {
		await setup.engine.run({
			parameters: billParameters,
			items: ['A-1', 'A-2', 'A-3'].map((number) => bill(number)),
		});

		expect(
			setup.sandbox.requests.filter(({ path }) => path.startsWith('/v1/admin/integrations/')),
		).toHaveLength(1);
	});

	it('leaves the check to Propexo where the integration cannot be read', async () => {
		setup.sandbox.inject({
			fault: { kind: 'status', status: 403 },
			match: { path: '/v1/admin/integrations/' },
		});
		const { items } = await setup.engine.run({ parameters: billParameters, items: [bill('A-1')] });

		expect(items).toHaveLength(1);
	});
});

describe('hints', () => {
	const hintsOf = async (options: object, parameters = billParameters) => {
		const { run } = await setup.engine.run({
			parameters: { ...parameters, options } as never,
			items: [bill('A-1')],
		});
		return run.data.resultData.runData.Propexo![0]!.hints?.map(({ message }) => message) ?? [];
	};
	const waiting = { waitForCompletion: true, waitTimeout: 1 };

	it('a write that went well needs none', async () => {
		expect(await hintsOf(waiting)).toEqual([]);
	});

	it('a write that is still PENDING after the wait', async () => {
		setup.sandbox.setOptions({ jobDurationMs: null });

		expect(await hintsOf(waiting)).toEqual([
			expect.stringMatching(/^One write is still PENDING after the wait\./),
		]);
	});

	it('a write that was taken in part', async () => {
		setup.sandbox.decide({ outcome: 'PARTIAL_SUCCESS' });

		expect(await hintsOf(waiting)).toEqual([
			expect.stringMatching(/^One write was taken in part only\./),
		]);
	});

	it('a write that somebody has to approve', async () => {
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

		expect(await hintsOf({}, resman as never)).toEqual([
			expect.stringMatching(/^Bills arrive in ResMan unapproved/),
		]);
	});
});
