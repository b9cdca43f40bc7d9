import { HINTS } from '../../../nodes/Propexo/actions/messages';
import { findEndpoint } from '../../../nodes/Propexo/catalogue/index';
import { bill, billParameters } from '../support/bills';
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
