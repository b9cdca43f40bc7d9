import type { IDataObject } from 'n8n-workflow';

import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { bill, billName, writtenNumbers } from '../support/bills';
import { crashAtWrite } from '../support/crash';
import { errorOf } from '../support/errorOf';
import { HostProcess } from '../support/hostProcess';
import { keyedBills } from '../support/keyedBills';
import { setUp, writesOf } from '../support/setup';

const setup = setUp({}, { keyCheckDelay: 5, pollInitialInterval: 20, pollMaxInterval: 50 });

const CONTINUE = { onError: 'continueRegularOutput' } as const;

const waiting = { waitForCompletion: true, waitTimeout: 20 };

const run = async (numbers: string[], options: IDataObject = {}, settings = {}) =>
	await setup.engine.run({
		parameters: keyedBills(options),
		items: numbers.map((number) => bill(number)),
		settings,
	});

const isUnchecked = (key: string) =>
	expect.objectContaining({ skipped: true, write_status: null, idempotency_key: key }) as unknown;

const openError = (number: string) => ERRORS.keyOpen(billName(number), number);

describe('a crash while items with keys are written', () => {
	const crash = async (at: number, options: IDataObject = {}, numbers = ['A-1', 'A-2', 'A-3']) => {
		const { run: killed } = await setup.engine.run({
			parameters: keyedBills(options),
			items: numbers.map((number) => bill(number)),
			process: crashAtWrite(setup, at),
		});
		setup.sandbox.beforeAnswer(undefined);
		return killed;
	};

	it('between acceptance and the next round → the next execution does not send it again and says that its outcome is unknown', async () => {
		await crash(1);
		const { items } = await run(['A-1', 'A-2', 'A-3'], {}, CONTINUE);

		expect(errorOf(items[0]!)).toMatchObject({
			message: `${openError('A-1').message} ${itemTag(0)}`,
			outcome: 'unknown',
		});
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2', 'A-3']);
	});

	it('after several writes → only the last one is unknown', async () => {
		await crash(3);
		const { items } = await run(['A-1', 'A-2', 'A-3'], {}, CONTINUE);

		expect(items.map((item) => errorOf(item)?.outcome ?? item.json.skipped)).toEqual([
			true,
			true,
			'unknown',
		]);
		expect(writesOf(setup)).toHaveLength(3);
	});

	it('then Retry → goes on item by item: skipped, unknown, written', async () => {
		const killed = await crash(2);
		const { items } = await setup.engine.retry(killed, keyedBills(), { settings: CONTINUE });

		expect(items[0]!.json).toEqual(isUnchecked('A-1'));
		expect(errorOf(items[1]!)?.message).toBe(`${openError('A-2').message} ${itemTag(1)}`);
		expect(items[2]!.json).toMatchObject({ job_id: setup.sandbox.ledger[2]!.jobId });
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2', 'A-3']);
	});

	it('then Retry, again and again → nothing is written twice', async () => {
		let killed = await crash(2);
		for (let times = 0; times < 3; times++) {
			const { run: next } = await setup.engine.retry(killed, keyedBills(), { settings: CONTINUE });
			killed = next;
		}

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2', 'A-3']);
	});

	it('then Retry under Stop → nothing is written twice', async () => {
		const killed = await crash(2);
		const { error, run: stopped } = await setup.engine.retry(killed, keyedBills());
		await setup.engine.retry(stopped, keyedBills());

		expect(error?.message).toContain(openError('A-2').message);
		expect(new Set(writtenNumbers(setup.sandbox)).size).toBe(writesOf(setup).length);
	});

	it('with many requests in flight → nothing is written twice, and nothing unknown is skipped', async () => {
		const numbers = Array.from({ length: 20 }, (_, index) => `A-${index}`);
		await crash(8, { concurrency: 5 }, numbers);
		const answered = writtenNumbers(setup.sandbox);
		const { items } = await run(numbers, { concurrency: 5 }, CONTINUE);

		expect(new Set(writtenNumbers(setup.sandbox)).size).toBe(writesOf(setup).length);
		expect(writtenNumbers(setup.sandbox)).toHaveLength(20);
		items.forEach((item, index) => {
			const isKnown = errorOf(item)?.outcome === 'unknown' || item.json.skipped === true;
			expect([numbers[index], isKnown]).toEqual([
				numbers[index],
				answered.includes(numbers[index]!) || isKnown,
			]);
		});
	});

	it('while the outcome was awaited → skipped without a status', async () => {
		setup.sandbox.setOptions({ jobDurationMs: null });
		const process = crashAtWrite(setup, 2);
		await setup.engine.run({
			parameters: keyedBills(waiting),
			items: [bill('A-1'), bill('A-2')],
			process,
		});
		setup.sandbox.beforeAnswer(undefined);
		setup.sandbox.setOptions({ jobDurationMs: 0 });
		const { items } = await run(['A-1', 'A-2'], waiting, CONTINUE);

		expect(items[0]!.json).toEqual(isUnchecked('A-1'));
		expect(errorOf(items[1]!)?.outcome).toBe('unknown');
	});
});

describe('Retry after a crash, with keys that the interrupted attempt did not use → nothing is sent', () => {
	const killed = async (options: IDataObject) =>
		(
			await setup.engine.run({
				parameters: keyedBills(options),
				items: ['A-1', 'A-2', 'A-3'].map((number) => bill(number)),
				process: crashAtWrite(setup, 2),
			})
		).run;

	it.each([
		['none at all', undefined],
		['another expression', '={{ $json.vendor }}-{{ $json.number }}'],
	])('%s', async (_, idempotencyKey) => {
		const stopped = await killed({ idempotencyKey });
		setup.sandbox.beforeAnswer(undefined);
		const { items } = await setup.engine.retry(stopped, keyedBills(), { settings: CONTINUE });

		expect(items.map((item) => errorOf(item)?.message)).toEqual(
			Array(3).fill(expect.stringContaining(ERRORS.interrupted.message)),
		);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	});

	it('an expression that returns another key each time', async () => {
		const options = { idempotencyKey: '={{ $json.number }}-{{ $now.toMillis() }}' };
		const stopped = await killed(options);
		setup.sandbox.beforeAnswer(undefined);
		await setup.engine.retry(stopped, keyedBills(options), { settings: CONTINUE });

		const written = writtenNumbers(setup.sandbox);
		expect(written).toHaveLength(new Set(written).size);
	});

	it('none at all, and the store fails for a moment while n8n retries', async () => {
		const stopped = await killed({ idempotencyKey: undefined });
		setup.sandbox.beforeAnswer(undefined);
		for (const at of [1, 2, 3]) {
			let calls = 0;
			setup.store.fault = () => {
				if (++calls === at) throw new Error('database is locked');
			};
			await setup.engine.retry(stopped, keyedBills(), { settings: CONTINUE });
			setup.store.fault = undefined;
			await setup.engine.retry(stopped, keyedBills(), { settings: CONTINUE });
		}

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	});

	it('none at all, and n8n is killed once more while it retries', async () => {
		const stopped = await killed({ idempotencyKey: undefined });
		setup.sandbox.beforeAnswer(undefined);
		for (const at of [1, 2, 3]) {
			const process = new HostProcess();
			let calls = 0;
			setup.store.fault = () => {
				if (++calls === at) process.kill();
			};
			await setup.engine.retry(stopped, keyedBills(), { settings: CONTINUE, process });
			setup.store.fault = undefined;
			await setup.engine.retry(stopped, keyedBills(), { settings: CONTINUE });
		}

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	});

	it('and the keys are gone from the next Retry → nothing is sent either', async () => {
		const stopped = await killed({});
		setup.sandbox.beforeAnswer(undefined);
		await setup.engine.retry(stopped, keyedBills({ idempotencyKey: undefined }), {
			settings: CONTINUE,
		});

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	});
});
