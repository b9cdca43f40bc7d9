import type { IDataObject } from 'n8n-workflow';

import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { bill, billName } from '../support/bills';
import { errorOf } from '../support/errorOf';
import { keyedBills } from '../support/keyedBills';
import { setUp, writesOf } from '../support/setup';

const setup = setUp({}, { keyCheckDelay: 5, pollInitialInterval: 20, pollMaxInterval: 50 });

const waiting = { waitForCompletion: true, waitTimeout: 20 };

const WRITTEN = { skipped: true, write_status: 'SUCCESS', idempotency_key: 'A-1' };

const run = async (numbers: string[], options: IDataObject = {}, settings = {}) =>
	await setup.engine.run({
		parameters: keyedBills(options),
		items: numbers.map((number) => bill(number)),
		settings,
	});

it('a key that a later execution released → a Retry of the earlier one leaves its state alone', async () => {
	setup.sandbox.decide({ outcome: { status: 'FAILURE' } });
	const { run: earlier } = await run(['A-1'], waiting);
	await run(['A-1'], { ...waiting, releaseKeys: 'A-1' });
	await setup.engine.retry(earlier, keyedBills(waiting));
	const { items } = await run(['A-1'], waiting);

	expect(items.map(({ json }) => json)).toMatchObject([WRITTEN]);
	expect(writesOf(setup)).toHaveLength(2);
});

it('a key that is open again → a Retry of the execution that was accepted leaves it open', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 422 },
		match: { method: 'POST', bodyIncludes: 'A-2' },
	});
	const { run: earlier } = await run(['A-1', 'A-2'], { concurrency: 1 });
	setup.sandbox.inject({ fault: 'reset-after', match: { method: 'POST' } });
	await run(['A-1'], { releaseKeys: 'A-1' });
	await setup.engine.retry(earlier, keyedBills({ concurrency: 1 }));
	const { items } = await run(['A-1'], {}, { onError: 'continueRegularOutput' });

	const { message } = ERRORS.keyOpen(billName('A-1'), 'A-1');
	expect(errorOf(items[0]!)?.message).toBe(`${message} ${itemTag(0)}`);
});

it('the store fails while states are read → the key has its state afterwards', async () => {
	await run(['A-1'], waiting);
	let calls = 0;
	setup.store.fault = (items) => {
		if (items.some((item) => String(item).endsWith(':rejected')) && ++calls === 2)
			throw new Error('database is locked');
	};
	const { error } = await run(['A-1'], waiting);
	setup.store.fault = undefined;
	const { items } = await run(['A-1'], waiting);

	expect(error?.message).toContain(ERRORS.keyStoreUnavailable('').message);
	expect(items.map(({ json }) => json)).toMatchObject([WRITTEN]);
});
