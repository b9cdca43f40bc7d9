import type { IDataObject } from 'n8n-workflow';

import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { bill, billParameters, writtenNumbers } from '../support/bills';
import { crashAtWrite } from '../support/crash';
import { errorOf } from '../support/errorOf';
import { keyedBills } from '../support/keyedBills';
import type { ExecutionOptions } from '../support/runOptions';
import { acceptedJobs, setUp, writesOf } from '../support/setup';

const setup = setUp({}, { requestTimeout: 2_000 });

const CONTINUE = { onError: 'continueRegularOutput' } as const;

/** An execution in which an agent calls the tool once for each list of items. */
const callOneByOne = async (
	runs: IDataObject[][],
	options: ExecutionOptions = {},
	parameters = billParameters,
) => await setup.engine.run({ parameters, runs, asTool: true, ...options });

const callAtOnce = async (calls: IDataObject[], settings = {}) =>
	await setup.engine.callToolAtOnce(billParameters, calls, settings);

const jobsOf = (outputs: ReadonlyArray<{ items: Array<{ json: IDataObject }> }>) =>
	outputs.map(({ items }) => items.map(({ json }) => json.job_id));

describe('an agent that calls the tool one call after the other', () => {
	it('twice with the same request → one write, and both calls get its job', async () => {
		const { outputs } = await callOneByOne([[bill('A-1')], [bill('A-1')]]);

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
		expect(jobsOf(outputs)).toEqual([acceptedJobs(setup), acceptedJobs(setup)]);
	});

	it('with the same request between others → one write of each', async () => {
		const numbers = ['A-1', 'A-2', 'A-1', 'A-3', 'A-2'];
		await callOneByOne(numbers.map((number) => [bill(number)]));

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2', 'A-3']);
	});

	it('with another body, path or base URL → other writes', async () => {
		await callOneByOne([[bill('A-1')], [bill('A-1', { date: '2026-12-01' })]]);

		expect(writesOf(setup)).toHaveLength(2);
	});

	it('in two executions → two writes', async () => {
		await callOneByOne([[bill('A-1')]]);
		await callOneByOne([[bill('A-1')]]);

		expect(writesOf(setup)).toHaveLength(2);
	});

	it.each(['reset-before', 'reset-after'] as const)(
		'again after an unknown outcome (%s) → still unknown, not sent again',
		async (fault) => {
			setup.sandbox.inject({ fault, match: { method: 'POST' } });
			const { outputs } = await callOneByOne([[bill('A-1')], [bill('A-1')]], {
				settings: CONTINUE,
			});

			expect(writesOf(setup)).toHaveLength(1);
			expect(outputs.map(({ items }) => errorOf(items[0]!)?.outcome)).toEqual([
				'unknown',
				'unknown',
			]);
		},
	);

	it('again after Propexo refused it → sent again, since nothing was written', async () => {
		setup.sandbox.inject({ fault: { kind: 'status', status: 422 }, match: { method: 'POST' } });
		const { outputs } = await callOneByOne([[bill('A-1')], [bill('A-1')]], { settings: CONTINUE });

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
		expect(jobsOf(outputs)).toEqual([[undefined], acceptedJobs(setup)]);
	});

	it('with Retry On Fail → nothing is sent twice', async () => {
		setup.sandbox.inject({ fault: 'reset-after', match: { method: 'POST' }, times: 5 });
		await callOneByOne([[bill('A-1')], [bill('A-1')]], {
			settings: { ...CONTINUE, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});

		expect(writesOf(setup)).toHaveLength(1);
	});

	it('with an idempotency key → the second call gets the job of the first', async () => {
		const { outputs } = await callOneByOne([[bill('A-1')], [bill('A-1')]], {}, keyedBills());

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
		expect(outputs.map(({ items }) => items.length)).toEqual([1, 1]);
	});

	it('waiting for the outcome → both calls get it', async () => {
		const parameters = { ...billParameters, options: { waitForCompletion: true, waitTimeout: 20 } };
		const { outputs } = await callOneByOne([[bill('A-1')], [bill('A-1')]], {}, parameters);

		expect(outputs.map(({ items }) => items[0]!.json.write_status)).toEqual(['SUCCESS', 'SUCCESS']);
		expect(writesOf(setup)).toHaveLength(1);
	});

	it('an ordinary node in a loop with equal items → a write for each', async () => {
		await setup.engine.run({ parameters: billParameters, runs: [[bill('A-1')], [bill('A-1')]] });

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-1']);
	});
});

describe('an agent that calls the tool several times at once', () => {
	it('with the same request → one write, and every call gets its job', async () => {
		const results = await callAtOnce([bill('A-1'), bill('A-1'), bill('A-1')]);

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
		expect(jobsOf(results)).toEqual(Array(3).fill(acceptedJobs(setup)));
	});

	it('with different requests → one write of each', async () => {
		await callAtOnce(['A-1', 'A-2', 'A-1', 'A-2'].map((number) => bill(number)));

		expect([...writtenNumbers(setup.sandbox)].sort()).toEqual(['A-1', 'A-2']);
	});

	it('and the outcome is unknown → it is for every call, and sent once', async () => {
		setup.sandbox.inject({ fault: 'reset-after', match: { method: 'POST' }, times: 2 });
		const results = await callAtOnce([bill('A-1'), bill('A-1')], CONTINUE);

		expect(writesOf(setup)).toHaveLength(1);
		expect(results.map(({ items }) => errorOf(items[0]!)?.outcome)).toEqual(['unknown', 'unknown']);
	});

	it('and Propexo refuses it → it does for every call', async () => {
		setup.sandbox.inject({
			fault: { kind: 'status', status: 422 },
			match: { method: 'POST' },
			times: 2,
		});
		const results = await callAtOnce([bill('A-1'), bill('A-1')], CONTINUE);

		expect(results.every(({ items }) => errorOf(items[0]!))).toBe(true);
		expect(writtenNumbers(setup.sandbox)).toEqual([]);
	});

	it('under Stop, and the outcome is unknown → every call fails with it', async () => {
		setup.sandbox.inject({ fault: 'reset-after', match: { method: 'POST' }, times: 2 });
		const results = await callAtOnce([bill('A-1'), bill('A-1')]);

		const { message } = ERRORS.outcomeUnknown({ message: '' }, 'vendor bill A-1');
		for (const { error } of results)
			expect(error?.message).toContain(message.slice(0, message.indexOf(':')));
		expect(writesOf(setup)).toHaveLength(1);
	});

	it('two first calls of a workflow → both are written, although n8n creates its row twice', async () => {
		const results = await callAtOnce([bill('A-1'), bill('A-2')]);

		expect(results.map(({ error }) => error)).toEqual([undefined, undefined]);
		expect([...writtenNumbers(setup.sandbox)].sort()).toEqual(['A-1', 'A-2']);
	});
});

describe('Retry of an execution whose agent was interrupted while the tool was writing', () => {
	const killedCall = async (at: number, runs: IDataObject[][], saveProgress = false) => {
		const { run } = await callOneByOne(runs, {
			settings: CONTINUE,
			process: crashAtWrite(setup, at),
			saveProgress,
		});
		setup.sandbox.beforeAnswer(undefined);
		return run;
	};

	const retry = async (run: Awaited<ReturnType<typeof killedCall>>) =>
		await setup.engine.retry(run, billParameters, { asTool: true, settings: CONTINUE });

	it('the agent calls it again → refused', async () => {
		const { outputs } = await retry(await killedCall(1, [[bill('A-1')]]));

		expect(errorOf(outputs[0]!.items[0]!)?.message).toContain(ERRORS.interrupted.message);
		expect(writesOf(setup)).toHaveLength(1);
	});

	it('the agent insists, with one call after the other → nothing is written twice', async () => {
		const run = await killedCall(1, [[bill('A-1')], [bill('A-1')], [bill('A-1')]]);
		await retry(run);

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	});

	it('the agent calls in another order → nothing is written twice', async () => {
		const run = await killedCall(2, [[bill('A-1')], [bill('A-2')], [bill('A-3')]]);
		const { nodeExecutionStack } = run.data.executionData!;
		nodeExecutionStack.push(nodeExecutionStack.shift()!, nodeExecutionStack.shift()!);
		await retry(run);

		const written = writtenNumbers(setup.sandbox);
		expect(written).toHaveLength(new Set(written).size);
	});

	it('killed in the second call, with progress saved → nothing is written twice', async () => {
		const run = await killedCall(2, [[bill('A-1')], [bill('A-2')], [bill('A-2')]], true);
		await retry(run);

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	});
});
