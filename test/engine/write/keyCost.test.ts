import type { IRun } from 'n8n-workflow';

import { bill, billParameters, writtenNumbers } from '../support/bills';
import { errorOf } from '../support/errorOf';
import { timed } from '../support/eventually';
import { keyedBills } from '../support/keyedBills';
import type { RunResult } from '../support/runOptions';
import { setUp } from '../support/setup';

const setup = setUp({}, { keyCheckDelay: 1 });

const CONCURRENCY = 10;

const billsOf = (count: number) =>
	Array.from({ length: count }, (_, index) => bill(`N-${String(index).padStart(5, '0')}`));

/** What a run of so many items with keys asks of the store. */
const costOf = async (count: number, options = {}) => {
	setup.store.reset();
	await setup.engine.run({
		parameters: keyedBills({ concurrency: CONCURRENCY, ...options }),
		items: billsOf(count),
	});
	const calls = setup.store.calls.filter(({ scope }) => scope === 'workflow');
	const handed = new Map<string, number>();
	for (const entry of calls.flatMap(({ items }) => items))
		handed.set(entry, (handed.get(entry) ?? 0) + 1);
	return { calls: calls.length, mostOften: Math.max(...handed.values()), entries: handed.size };
};

describe('the store, which n8n reads and writes whole', () => {
	it('four times the items → four times the calls, and each entry is handed over a few times', async () => {
		const [few, many] = [await costOf(50), await costOf(200)];

		expect(few.mostOften).toBeLessThanOrEqual(8);
		expect(many.mostOften).toBeLessThanOrEqual(8);
		expect(many.entries / 200).toBeLessThanOrEqual(3);
		expect(many.calls).toBeLessThan(5 * few.calls);
		// One call may be for several items.
		expect(many.calls).toBeLessThan(200);
	});

	it('items that are all known → no call for each of them', async () => {
		await setup.engine.run({
			parameters: keyedBills({ concurrency: CONCURRENCY }),
			items: billsOf(100),
		});
		const before = setup.store.calls.length;
		await setup.engine.run({
			parameters: keyedBills({ concurrency: CONCURRENCY }),
			items: billsOf(100),
		});

		expect(setup.store.calls.length - before).toBeLessThan(100);
		expect(writtenNumbers(setup.sandbox)).toHaveLength(100);
	});

	it('without keys → one mark, whatever the number of items', async () => {
		await setup.engine.run({ parameters: billParameters, items: billsOf(100) });

		expect(setup.store.cost.keys).toBeLessThanOrEqual(2);
	});
});

describe('the journal', () => {
	/** What n8n saves of the node beside its outputs. */
	const contextOf = ({ data }: IRun): string =>
		JSON.stringify(data.executionData?.contextData ?? {});

	const ECHO = 'a sentence of the description';

	const parameters = {
		...billParameters,
		additionalFields: { invoiceNumber: '={{ $json.number }}', description: ECHO },
		options: { concurrency: 1 },
	};

	const run = async (settings = {}): Promise<RunResult> =>
		await setup.engine.run({ parameters, items: billsOf(3), settings });

	it('of a node that has succeeded → no response of Propexo is left in it', async () => {
		const { items, run: stored } = await run();

		expect(JSON.stringify(items[0]!.json.result)).toContain(ECHO);
		expect(contextOf(stored)).not.toContain(ECHO);
	});

	it('of a node that has stopped → Retry returns the responses', async () => {
		setup.sandbox.inject({
			fault: { kind: 'status', status: 422 },
			match: { method: 'POST', bodyIncludes: 'N-00002' },
		});
		const stopped = await run();
		const { items, run: stored } = await setup.engine.retry(stopped.run, parameters);

		expect(items.map(({ json }) => JSON.stringify(json.result).includes(ECHO))).toEqual([
			true,
			true,
			true,
		]);
		expect(contextOf(stored)).not.toContain(ECHO);
	});

	it('of a node that n8n runs again because of an error item → the last attempt has the responses', async () => {
		setup.sandbox.inject({
			fault: { kind: 'status', status: 422 },
			match: { method: 'POST', bodyIncludes: 'N-00000' },
		});
		const { items } = await run({
			onError: 'continueRegularOutput',
			retryOnFail: true,
			maxTries: 2,
			waitBetweenTries: 1,
		});

		expect(items.map(({ json }) => JSON.stringify(json.result).includes(ECHO))).toEqual([
			true,
			true,
			true,
		]);
	});

	it('of a loop → grows with the writes, not with the bodies', async () => {
		const long = 'x'.repeat(1_000);
		const { run: stored } = await setup.engine.run({
			parameters: {
				...parameters,
				additionalFields: { invoiceNumber: '={{ $json.number }}', description: long },
			},
			runs: billsOf(20).map((one) => [one]),
		});

		expect(contextOf(stored).length).toBeLessThan(20 * long.length);
		expect(contextOf(stored)).not.toContain(long);
	});

	it('of a tool → the second call with the same request has the job, but no response', async () => {
		const { outputs } = await setup.engine.run({
			parameters,
			runs: [billsOf(1), billsOf(1)],
			asTool: true,
		});

		expect(outputs.map(({ items }) => items[0]!.json.result === null)).toEqual([false, true]);
		expect(outputs[1]!.items[0]!.json.job_id).toBe(outputs[0]!.items[0]!.json.job_id);
	});
});

describe('a second attempt', () => {
	/** How long an attempt takes that finds so many items in the journal, in milliseconds. */
	const secondAttempt = async (count: number): Promise<number> => {
		const items = billsOf(count);
		setup.sandbox.inject({
			fault: { kind: 'status', status: 422 },
			match: { method: 'POST', bodyIncludes: items.at(-1)!.number as string },
			times: null,
		});
		const parameters = {
			...billParameters,
			options: { concurrency: 50 },
		};
		const { run } = await setup.engine.run({ parameters, items });
		const times: number[] = [];
		for (let repeat = 0; repeat < 3; repeat++) {
			const { result, took } = await timed(
				async () =>
					await setup.engine.retry(run, parameters, {
						settings: { onError: 'continueRegularOutput' },
					}),
			);
			expect(errorOf(result.items[0]!)).toBeUndefined();
			times.push(took);
		}
		setup.sandbox.clearFaults();
		return Math.min(...times);
	};

	it('over four times the items → not sixteen times as long', async () => {
		const [few, many] = [await secondAttempt(200), await secondAttempt(800)];

		expect(many / few).toBeLessThan(9);
	}, 120_000);
});
