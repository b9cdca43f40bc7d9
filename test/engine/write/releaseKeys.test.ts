import type { IDataObject } from 'n8n-workflow';

import { HINTS } from '../../../nodes/Propexo/actions/messages';
import { bill, writtenNumbers } from '../support/bills';
import { crashAtWrite } from '../support/crash';
import { errorOf } from '../support/errorOf';
import { byId } from '../support/form';
import { hintsOf, keyedBills, statesOf } from '../support/keyedBills';
import { setUp, writesOf } from '../support/setup';

const setup = setUp({}, { keyCheckDelay: 5 });

const CONTINUE = { onError: 'continueRegularOutput' } as const;

const waiting = { waitForCompletion: true, waitTimeout: 20 };

const run = async (numbers: string[], options: IDataObject = {}, settings = {}) =>
	await setup.engine.run({
		parameters: keyedBills(options),
		items: numbers.map((number) => bill(number)),
		settings,
	});

const rejectOnce = (number: string) =>
	setup.sandbox.inject({
		fault: { kind: 'status', status: 422 },
		match: { method: 'POST', bodyIncludes: number },
	});

describe('a key in the list', () => {
	it('that was skipped → written, named in the output and in a hint', async () => {
		await run(['A-1', 'A-2']);
		const result = await run(['A-1', 'A-2'], { releaseKeys: 'A-2' });

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2', 'A-2']);
		expect(result.items.map(({ json }) => json.released_key)).toEqual([undefined, 'A-2']);
		expect(result.items[1]!.json.job_id).toBe(setup.sandbox.ledger[2]!.jobId);
		expect(hintsOf(result)).toContain(HINTS.released(['A-2']));
	});

	it('with an unknown outcome → written', async () => {
		setup.sandbox.inject({ fault: 'reset-before', match: { method: 'POST' } });
		await run(['A-1']);
		const { items } = await run(['A-1'], { releaseKeys: 'A-1' });

		expect(statesOf({ items })).toEqual(['PENDING']);
		expect(items[0]!.json.released_key).toBe('A-1');
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	});

	it.each(['SUCCESS', 'FAILURE'] as const)('that ended in %s → written', async (status) => {
		setup.sandbox.decide({ outcome: { status } });
		await run(['A-1'], waiting, CONTINUE);
		const { items } = await run(['A-1'], { ...waiting, releaseKeys: 'A-1' });

		expect(items[0]!.json).toMatchObject({ write_status: 'SUCCESS', released_key: 'A-1' });
		expect(writesOf(setup)).toHaveLength(2);
	});

	it('released, and the next execution meets it → the outcome of the second write', async () => {
		setup.sandbox.decide({ outcome: { status: 'FAILURE' } });
		await run(['A-1'], waiting, CONTINUE);
		await run(['A-1'], { ...waiting, releaseKeys: 'A-1' });
		const { items } = await run(['A-1'], waiting);

		expect(items[0]!.json).toMatchObject({ skipped: true, write_status: 'SUCCESS' });
		expect(writesOf(setup)).toHaveLength(2);
	});

	it('that nobody knows → written, but not released, and a hint says so', async () => {
		const result = await run(['A-1'], { releaseKeys: 'A-1' });

		expect(result.items[0]!.json).not.toHaveProperty('released_key');
		expect(hintsOf(result)).toEqual([HINTS.notReleased(['A-1'])]);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	});

	it('that no item has → a hint', async () => {
		await run(['A-1']);
		const result = await run(['A-2'], { releaseKeys: 'A-1' });

		expect(hintsOf(result)).toEqual([HINTS.notReleased(['A-1'])]);
		expect((await run(['A-1'])).items[0]!.json.skipped).toBe(true);
	});

	it('of two items with the same key and fields → written once', async () => {
		await run(['A-1']);
		await run(['A-1', 'A-1'], { releaseKeys: 'A-1' });

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-1']);
	});

	it('of a changed record → the new fields are written, without the hint about other fields', async () => {
		await run(['A-1']);
		const result = await setup.engine.run({
			parameters: keyedBills({ releaseKeys: 'A-1' }),
			items: [bill('A-1', { date: '2026-12-01' })],
		});
		const again = await setup.engine.run({
			parameters: keyedBills(),
			items: [bill('A-1', { date: '2026-12-01' })],
		});

		expect(hintsOf(result)).toEqual([HINTS.released(['A-1'])]);
		expect(hintsOf(again)).toEqual([HINTS.skippedUnchecked(1)]);
		expect(writesOf(setup)).toHaveLength(2);
	});
});

describe('the list', () => {
	it.each([
		['lines', 'A-1\n\n  A-3 \r\n'],
		['an array', '={{ ["A-1", "A-3"] }}'],
		['an array with numbers', '={{ ["A-1", "A-3", 7] }}'],
	])('as %s → every key in it', async (_, releaseKeys) => {
		await run(['A-1', 'A-2', 'A-3']);
		await run(['A-1', 'A-2', 'A-3'], { releaseKeys });

		expect(writtenNumbers(setup.sandbox).slice(3)).toEqual(['A-1', 'A-3']);
	});

	it('empty → nothing is released', async () => {
		await run(['A-1']);
		const result = await run(['A-1'], { releaseKeys: '' });

		expect(result.items[0]!.json.skipped).toBe(true);
		expect(hintsOf(result)).toEqual([HINTS.skippedUnchecked(1)]);
	});

	it('an expression over items that gives an equal array for each → accepted', async () => {
		await run(['A-1', 'A-2']);
		const { error } = await run(['A-1', 'A-2'], { releaseKeys: '={{ ["A-1"] }}' });

		expect(error).toBeUndefined();
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2', 'A-1']);
	});
});

describe('at most once in an execution', () => {
	const release = { releaseKeys: 'A-1' };

	it('Retry On Fail → released and written once', async () => {
		await run(['A-1']);
		rejectOnce('A-2');
		const result = await run(['A-1', 'A-2'], release, {
			retryOnFail: true,
			maxTries: 3,
			waitBetweenTries: 1,
		});

		expect(result.items.map(({ json }) => json.released_key)).toEqual(['A-1', undefined]);
		expect(hintsOf(result)).toEqual([HINTS.released(['A-1'])]);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-1', 'A-2']);
	});

	it('Retry On Fail, and the outcome of the released write is unknown → sent once', async () => {
		await run(['A-1']);
		setup.sandbox.inject({ fault: 'reset-after', match: { method: 'POST' }, times: 3 });
		await run(['A-1'], release, { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });

		expect(writesOf(setup)).toHaveLength(2);
	});

	it('Retry after an error → released and written once', async () => {
		await run(['A-1']);
		rejectOnce('A-2');
		const stopped = await run(['A-1', 'A-2'], release);
		const result = await setup.engine.retry(stopped.run, keyedBills(release));

		expect(result.items[0]!.json.released_key).toBe('A-1');
		expect(hintsOf(result)).not.toContain(HINTS.notReleased(['A-1']));
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-1', 'A-2']);
	});

	it('a released write that Propexo refuses → sent by Retry On Fail, and not lost', async () => {
		await run(['A-1']);
		rejectOnce('A-1');
		const { items } = await run(['A-1'], release, {
			retryOnFail: true,
			maxTries: 2,
			waitBetweenTries: 1,
		});

		expect(statesOf({ items })).toEqual(['PENDING']);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-1']);
	});

	it('a loop → the first run writes it, later ones skip it', async () => {
		await run(['A-1']);
		const { outputs } = await setup.engine.run({
			parameters: keyedBills(release),
			runs: [[bill('A-1')], [bill('A-1')], [bill('A-1')]],
		});

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-1']);
		expect(outputs.map(({ items }) => items[0]!.json.skipped)).toEqual([undefined, true, true]);
	});
});

describe('after an interruption', () => {
	const crash = async (numbers: string[], at: number) => {
		const { run: killed } = await setup.engine.run({
			parameters: keyedBills({ releaseKeys: numbers.join('\n') }),
			items: numbers.map((number) => bill(number)),
			process: crashAtWrite(setup, at),
		});
		setup.sandbox.beforeAnswer(undefined);
		return killed;
	};

	it('Retry → nothing is released again', async () => {
		await run(['A-1', 'A-2']);
		const killed = await crash(['A-1', 'A-2'], 1);
		const { items } = await setup.engine.retry(killed, keyedBills({ releaseKeys: 'A-1\nA-2' }), {
			settings: CONTINUE,
		});

		expect(errorOf(items[0]!)?.outcome).toBe('unknown');
		expect(items[1]!.json.skipped).toBe(true);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2', 'A-1']);
	});

	it('Retry of the retry → nothing is released again', async () => {
		await run(['A-1']);
		let killed = await crash(['A-1'], 1);
		for (let times = 0; times < 3; times++)
			killed = (
				await setup.engine.retry(killed, keyedBills({ releaseKeys: 'A-1' }), {
					settings: CONTINUE,
				})
			).run;

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-1']);
	});

	it('a new execution → releases it, because the user said so', async () => {
		await run(['A-1']);
		await crash(['A-1'], 1);
		await run(['A-1'], { releaseKeys: 'A-1' });

		expect(writesOf(setup)).toHaveLength(3);
	});
});

it('keys of two records with the same text → both are released', async () => {
	const update = async (vendors: string[], releaseKeys = '') =>
		await setup.engine.run({
			parameters: {
				resource: 'vendor',
				operation: 'update',
				pms: 'yardi',
				vendorId: byId('={{ $json.vendor }}'),
				name: 'Acme',
				options: { idempotencyKey: 'rename', concurrency: 1, releaseKeys },
			},
			items: vendors.map((vendor) => ({ vendor })),
		});
	await update(['vendor-1', 'vendor-2']);
	await update(['vendor-1', 'vendor-2'], 'rename');

	expect(writesOf(setup)).toHaveLength(4);
});

it('a loop that meets a listed key twice → written once, also where it was new', async () => {
	const { outputs } = await setup.engine.run({
		parameters: keyedBills({ releaseKeys: 'A-1' }),
		runs: [[bill('A-1')], [bill('A-1')]],
	});

	expect(outputs.map(({ items }) => items[0]!.json.skipped)).toEqual([undefined, true]);
	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
});
