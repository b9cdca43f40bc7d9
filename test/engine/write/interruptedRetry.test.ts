import type { IRun } from 'n8n-workflow';

import { ERRORS } from '../../../nodes/Propexo/actions/messages';
import { bill, billParameters, writtenNumbers } from '../support/bills';
import { crashAtWrite } from '../support/crash';
import { errorOf } from '../support/errorOf';
import { billsKilledAt, oneByOne } from '../support/killedBills';
import type { ExecutionOptions } from '../support/runOptions';
import { setUp, writesOf } from '../support/setup';

const setup = setUp();

const parameters = oneByOne;

const bills = (...numbers: string[]) => numbers.map((number) => bill(number));

const CONTINUE = { onError: 'continueRegularOutput' } as const;
const THREE_TRIES = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } as const;

const { message: interrupted, description } = ERRORS.interrupted;

const killedAt = async (write: number, options?: ExecutionOptions, numbers?: readonly string[]) =>
	await billsKilledAt(setup, write, options, numbers);

const retry = async (run: IRun, options: ExecutionOptions = {}) =>
	await setup.engine.retry(run, parameters, options);

describe('Retry of an execution that was interrupted while it was writing', () => {
	it('→ an error that says so, and nothing is sent', async () => {
		const run = await killedAt(2);
		const { error } = await retry(run);

		expect(error?.message).toMatch(new RegExp(`^${interrupted}`));
		expect(error?.description).toContain(description);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	});

	it('with progress saved → the same', async () => {
		const run = await killedAt(2, { saveProgress: true });
		const { error } = await retry(run);

		expect(error?.message).toMatch(new RegExp(`^${interrupted}`));
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	});

	it('under Continue → an error item for every item', async () => {
		const run = await killedAt(2);
		const { items, error } = await retry(run, { settings: CONTINUE });

		expect(error).toBeUndefined();
		expect(items.map((item) => errorOf(item)?.message)).toEqual(
			Array(3).fill(expect.stringMatching(new RegExp(`^${interrupted}`))),
		);
		expect(items.map(({ pairedItem }) => [pairedItem].flat())).toEqual(
			[0, 1, 2].map((item) => [{ item }]),
		);
		expect(writesOf(setup)).toHaveLength(2);
	});

	it('under Continue, with error output → every item leaves there', async () => {
		const run = await killedAt(1);
		const { items, errorItems } = await retry(run, {
			settings: { onError: 'continueErrorOutput' },
		});

		expect([items.length, errorItems.length]).toEqual([0, 3]);
		expect(writesOf(setup)).toHaveLength(1);
	});

	it('before the response to the only write → nothing is sent', async () => {
		const run = await killedAt(1, {}, ['A-1']);
		await retry(run);

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	});

	it('with many requests in flight → nothing is sent', async () => {
		const process = crashAtWrite(setup, 3);
		const numbers = Array.from({ length: 12 }, (_, index) => `A-${index}`);
		const { run } = await setup.engine.run({
			parameters: billParameters,
			items: bills(...numbers),
			process,
		});
		setup.sandbox.beforeAnswer(undefined);
		const sent = writesOf(setup).length;
		await setup.engine.retry(run, billParameters, { settings: CONTINUE });

		expect(writesOf(setup)).toHaveLength(sent);
	});
});

describe('Retry again', () => {
	it('of the refused retry → nothing is sent', async () => {
		const run = await killedAt(2);
		const refused = await retry(run);
		const { error } = await retry(refused.run);
		const third = await retry((await retry(refused.run)).run);

		expect(error?.message).toMatch(new RegExp(`^${interrupted}`));
		expect(third.error?.message).toMatch(new RegExp(`^${interrupted}`));
		expect(writesOf(setup)).toHaveLength(2);
	});

	it.each([
		['Stop', {}],
		['Continue', CONTINUE],
	])('by Retry On Fail under %s → nothing is sent', async (_, onError) => {
		const run = await killedAt(2);
		await retry(run, { settings: { ...THREE_TRIES, ...onError } });

		expect(writesOf(setup)).toHaveLength(2);
	});

	it('of the interrupted execution, several times → nothing is sent', async () => {
		const run = await killedAt(2);
		await retry(run);
		await retry(run, { settings: CONTINUE });
		await retry(run);

		expect(writesOf(setup)).toHaveLength(2);
	});

	it('of a retry that was itself killed while it was writing → nothing is sent', async () => {
		setup.sandbox.inject({
			fault: { kind: 'status', status: 422 },
			match: { method: 'POST', bodyIncludes: 'A-2' },
		});
		const stopped = await setup.engine.run({ parameters, items: bills('A-1', 'A-2', 'A-3') });
		const process = crashAtWrite(setup, 1);
		const { run } = await retry(stopped.run, { process });
		setup.sandbox.beforeAnswer(undefined);
		const { items } = await retry(run, { settings: CONTINUE });

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
		expect(items[0]!.json.job_id).toBe(setup.sandbox.ledger[0]!.jobId);
		expect(items.slice(1).map((item) => errorOf(item)?.message)).toEqual(
			Array(2).fill(expect.stringMatching(new RegExp(`^${interrupted}`))),
		);
	});

	it('what the journal knows as accepted → listed by the error that stops the node', async () => {
		setup.sandbox.inject({
			fault: { kind: 'status', status: 422 },
			match: { method: 'POST', bodyIncludes: 'A-2' },
		});
		const stopped = await setup.engine.run({ parameters, items: bills('A-1', 'A-2') });
		const { run } = await retry(stopped.run, { process: crashAtWrite(setup, 1) });
		setup.sandbox.beforeAnswer(undefined);
		const { error } = await retry(run);

		expect(error?.message).toMatch(new RegExp(`^${interrupted}`));
		expect(error?.description).toContain(setup.sandbox.ledger[0]!.jobId);
	});
});

describe('items that are invalid in the Retry after an interruption', () => {
	const invalid = {
		...parameters,
		dueDate: '={{ $json.number === "A-2" ? "soon" : "2026-12-31" }}',
	};

	it('under Stop → the error says that it was interrupted, not that nothing was written', async () => {
		const run = await killedAt(1);
		const { error } = await setup.engine.retry(run, invalid);

		expect(error?.message).toMatch(new RegExp(`^${interrupted}`));
		expect(error?.description).not.toContain(ERRORS.nothingWritten(true));
		expect(writesOf(setup)).toHaveLength(1);
	});

	it('under Continue → each of them may have been written, too', async () => {
		const run = await killedAt(3);
		const { items } = await setup.engine.retry(run, invalid, { settings: CONTINUE });

		expect(items.map((item) => errorOf(item)?.message)).toEqual(
			Array(3).fill(expect.stringMatching(new RegExp(`^${interrupted}`))),
		);
		expect(writesOf(setup)).toHaveLength(3);
	});

	it('with keys → an invalid item is not said to be unwritten', async () => {
		const options = { idempotencyKey: '={{ $json.number }}', concurrency: 1 };
		const process = crashAtWrite(setup, 3);
		const { run } = await setup.engine.run({
			parameters: { ...parameters, options },
			items: bills('A-1', 'A-2', 'A-3'),
			process,
		});
		setup.sandbox.beforeAnswer(undefined);
		const { items } = await setup.engine.retry(
			run,
			{ ...invalid, options },
			{ settings: CONTINUE },
		);

		expect(errorOf(items[1]!)?.description).not.toBe(ERRORS.invalidItem([''], '').description);
		expect(writesOf(setup)).toHaveLength(3);
	});
});

it('the same items in a new execution → written, since only the key could tell', async () => {
	await killedAt(2);
	const { error } = await setup.engine.run({ parameters, items: bills('A-3') });

	expect(error).toBeUndefined();
	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2', 'A-3']);
});
