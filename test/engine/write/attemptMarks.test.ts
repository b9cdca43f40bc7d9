import type { IRun } from 'n8n-workflow';

import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { bill, writtenNumbers } from '../support/bills';
import { crashAtWrite, crashingProcess } from '../support/crash';
import { SingleCredential } from '../support/credentials';
import { errorOf } from '../support/errorOf';
import { billsKilledAt, oneByOne } from '../support/killedBills';
import type { ExecutionOptions } from '../support/runOptions';
import { setUp } from '../support/setup';

const setup = setUp();

afterEach(() => jest.restoreAllMocks());

const parameters = oneByOne;

const bills = (...numbers: string[]) => numbers.map((number) => bill(number));

const CONTINUE = { onError: 'continueRegularOutput' } as const;
const THREE_TRIES = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } as const;

const { message: interrupted } = ERRORS.interrupted;

const killedAt = async (write: number, options?: ExecutionOptions, numbers?: readonly string[]) =>
	await billsKilledAt(setup, write, options, numbers);

const retry = async (run: IRun, options: ExecutionOptions = {}) =>
	await setup.engine.retry(run, parameters, options);

describe('attempts that ended before they wrote', () => {
	it('one failed, the next was killed while it was writing → Retry sends nothing', async () => {
		jest
			.spyOn(SingleCredential.prototype, 'getDecrypted')
			.mockRejectedValueOnce(new Error('unavailable'))
			.mockRejectedValueOnce(new Error('unavailable'));
		const run = await killedAt(2, { settings: THREE_TRIES });
		const { error } = await retry(run);

		expect(error?.message).toMatch(new RegExp(`^${interrupted}`));
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	});

	it('the first wrote and ended with an error, the next was killed before it wrote → Retry sends nothing', async () => {
		setup.sandbox.inject({
			fault: { kind: 'status', status: 422 },
			match: { method: 'POST', bodyIncludes: 'A-2' },
			times: 1,
		});
		// Each attempt looks up the integration before it writes.
		const process = crashingProcess(setup, { method: 'GET', at: 2 });
		const { run } = await setup.engine.run({
			parameters,
			items: bills('A-1', 'A-2'),
			settings: THREE_TRIES,
			process,
		});
		setup.sandbox.beforeAnswer(undefined);
		const { error } = await retry(run);

		expect(process.isKilled).toBe(true);
		expect(error?.message).toMatch(new RegExp(`^${interrupted}`));
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	});

	it('killed before the first write → Retry writes everything', async () => {
		const process = crashingProcess(setup, { method: 'GET', at: 1 });
		const { run } = await setup.engine.run({ parameters, items: bills('A-1', 'A-2'), process });
		setup.sandbox.beforeAnswer(undefined);
		const { items } = await retry(run);

		expect(items).toHaveLength(2);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	});

	it('stopped for an invalid item → no mark is recorded, and Retry writes', async () => {
		const { run } = await setup.engine.run({
			parameters: { ...parameters, dueDate: 'soon' },
			items: bills('A-1'),
		});
		expect(setup.store.entries('node')).toEqual([]);

		await retry(run);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	});
});

describe('a loop', () => {
	const killedInSecondRun = async (saveProgress: boolean): Promise<IRun> => {
		const { run } = await setup.engine.run({
			parameters,
			runs: [bills('A-1'), bills('A-2', 'A-3'), bills('A-4')],
			process: crashAtWrite(setup, 2),
			saveProgress,
		});
		setup.sandbox.beforeAnswer(undefined);
		return run;
	};

	it('killed in its second run, with progress saved → Retry refuses that run', async () => {
		const { error } = await retry(await killedInSecondRun(true));

		expect(error?.message).toMatch(new RegExp(`^${interrupted}`));
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	});

	it('killed in its second run, without progress saved, under Continue → Retry refuses every run, whose items may be others', async () => {
		const run = await killedInSecondRun(false);
		run.data.executionData!.nodeExecutionStack.reverse();
		const { outputs } = await retry(run, { settings: CONTINUE });

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
		expect(outputs.map(({ items }) => items.map((item) => Boolean(errorOf(item))))).toEqual([
			[true],
			[true, true],
			[true],
		]);
	});
});

it('marks → recorded for the node, and at most 10,000 of them are kept', async () => {
	await setup.engine.run({ parameters, items: bills('A-1') });

	const marking = setup.store.calls.filter(({ scope }) => scope === 'node');
	expect(marking.map(({ options }) => options)).toEqual(
		marking.map(() => ({ mode: 'entries', maxEntries: 10_000 })),
	);
	expect(setup.store.entries('node')).toHaveLength(1);
	expect(setup.store.entries('workflow')).toEqual([]);
});
