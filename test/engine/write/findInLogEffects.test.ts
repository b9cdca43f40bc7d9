import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { PMS_LABELS } from '../../../nodes/Propexo/catalogue/pms';
import { bill, billName, writtenNumbers } from '../support/bills';
import { keyedBills } from '../support/keyedBills';
import { findLost, lostBills } from '../support/lostBills';
import { requestsTo, setUp, writesOf } from '../support/setup';

const setup = setUp({}, { keyCheckDelay: 5, pollInitialInterval: 20, pollMaxInterval: 100 });

const LOG = '/v1/admin/logs/writes';

const { run, lose, jobOf } = lostBills(setup);

describe('what follows from the outcome that was found', () => {
	it('Retry On Fail → reported again, neither searched nor sent', async () => {
		lose('A-1');
		setup.sandbox.inject({
			fault: { kind: 'status', status: 422 },
			match: { method: 'POST', bodyIncludes: 'A-2' },
		});
		let searches = 0;
		setup.sandbox.beforeAnswer(() => {
			if (writesOf(setup).length === 2) searches = requestsTo(setup, LOG).length;
		});
		const { items } = await run(
			['A-1', 'A-2'],
			{},
			{
				retryOnFail: true,
				maxTries: 2,
				waitBetweenTries: 1,
			},
		);

		expect(items.map(({ json }) => json.job_id)).toEqual(['A-1', 'A-2'].map(jobOf));
		expect(requestsTo(setup, LOG)).toHaveLength(searches);
	});

	it('Retry On Fail after a rejection that was found → rejected again, not pending', async () => {
		setup.sandbox.decide({ outcome: { status: 'FAILURE', errors: ['closed'] } });
		lose('A-1');
		const { items } = await run(
			['A-1'],
			{},
			{ onError: 'continueRegularOutput', retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		);

		expect(items[0]!.json.error).toMatchObject({
			job_id: jobOf('A-1'),
			write_status: 'FAILURE',
			found_in_log: true,
		});
		expect(writesOf(setup)).toHaveLength(1);
	});

	it('whose status cannot be read at first → searched again, not taken for what the log says', async () => {
		setup.sandbox.decide({ outcome: { status: 'PARTIAL_SUCCESS' } });
		lose('A-1');
		setup.sandbox.inject({
			fault: 'empty',
			match: { method: 'GET', path: '/v1/admin/write-status/' },
		});
		const { items } = await run(['A-1'], { waitTimeout: 10 });

		expect(items[0]!.json).toMatchObject({ found_in_log: true, write_status: 'PARTIAL_SUCCESS' });
	});

	it('not found in the first attempt → searched again by the next', async () => {
		setup.sandbox.setOptions({ logLagMs: 700 });
		lose('A-1');
		const { items } = await run(
			['A-1'],
			{},
			{
				retryOnFail: true,
				maxTries: 5,
				waitBetweenTries: 100,
			},
		);

		expect(items[0]!.json).toMatchObject({ found_in_log: true, job_id: jobOf('A-1') });
		expect(writesOf(setup)).toHaveLength(1);
	});

	it('a key whose write succeeded → the next execution skips it as written', async () => {
		lose('A-1');
		await setup.engine.run({ parameters: keyedBills(findLost), items: [bill('A-1')] });
		const { items } = await setup.engine.run({ parameters: keyedBills(), items: [bill('A-1')] });

		expect(items[0]!.json).toMatchObject({ skipped: true, write_status: 'SUCCESS' });
	});

	it('a key whose write was rejected → the next execution says so', async () => {
		setup.sandbox.decide({ outcome: { status: 'FAILURE' } });
		lose('A-1');
		await setup.engine.run({ parameters: keyedBills(findLost), items: [bill('A-1')] });
		const { error } = await setup.engine.run({ parameters: keyedBills(), items: [bill('A-1')] });

		const { message } = ERRORS.keyRejected(PMS_LABELS.buildium, billName('A-1'), 'A-1');
		expect(error?.message).toBe(`${message} ${itemTag(0)}`);
	});

	it('a key whose write was not found → the next execution says that it is unknown', async () => {
		lose('A-1', 'reset-before');
		await setup.engine.run({ parameters: keyedBills(findLost), items: [bill('A-1')] });
		const { error } = await setup.engine.run({ parameters: keyedBills(), items: [bill('A-1')] });

		expect(error?.message).toBe(`${ERRORS.keyOpen(billName('A-1'), 'A-1').message} ${itemTag(0)}`);
	});

	it('the first of two items with the same key → both are reported', async () => {
		lose('A-1');
		const { items } = await setup.engine.run({
			parameters: keyedBills(findLost),
			items: [bill('A-1'), bill('A-1')],
		});

		expect(items.map(({ json }) => json.write_status)).toEqual(['SUCCESS', 'SUCCESS']);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	});
});
