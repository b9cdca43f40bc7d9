import { formatItems, itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS, SUMMARY } from '../../../nodes/Propexo/actions/messages';
import { bill, writtenNumbers } from '../support/bills';
import { acceptedLine, descriptionWith } from '../support/expectedTexts';
import { keyedBills } from '../support/keyedBills';
import { acceptedJobs, setUp, writesOf } from '../support/setup';

const setup = setUp({}, { keyCheckDelay: 5 });

const LOCKED = 'database is locked';

const locked = (): never => {
	throw new Error(LOCKED);
};

const run = async (numbers: string[], settings = {}) =>
	await setup.engine.run({
		parameters: keyedBills(),
		items: numbers.map((number) => bill(number)),
		settings,
	});

/** Calls that touch the keys of the workflow, from the next write on. */
const afterWrites = (count: number, happen: () => void): void => {
	let writes = 0;
	setup.sandbox.beforeAnswer((method) => {
		if (method === 'POST' && ++writes === count) happen();
	});
};

it('a key is recorded right before its item is sent, so that a crash leaves no key of an item that waited', async () => {
	const recorded: number[] = [];
	setup.sandbox.beforeAnswer(
		(method) => void (method === 'POST' && recorded.push(keysIn(setup.store.entries()))),
	);
	await run(['A-1', 'A-2', 'A-3']);

	expect(recorded).toEqual([1, 2, 3]);
});

/** How many keys there are entries of. */
const keysIn = (entries: readonly string[]): number =>
	new Set(entries.map((entry) => entry.split(':')[0])).size;

it('keys that a concurrent execution overwrites → recorded again at the end', async () => {
	setup.sandbox.beforeAnswer((method) => void (method === 'POST' && setup.store.clear()));
	await run(['A-1', 'A-2']);
	setup.sandbox.beforeAnswer(undefined);
	await run(['A-1', 'A-2']);

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
});

it('keys that another worker overwrites with what it read before → recorded again at the end', async () => {
	await run(['A-0']);
	const restore = setup.store.snapshot();
	afterWrites(2, restore);
	await run(['A-1', 'A-2']);
	setup.sandbox.beforeAnswer(undefined);
	await run(['A-1', 'A-2']);

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-0', 'A-1', 'A-2']);
});

it('every entry is stored once → the store does not grow with executions', async () => {
	await run(['A-1', 'A-2', 'A-2']);
	const entries = setup.store.entries();
	await run(['A-1', 'A-2', 'A-2']);

	expect(entries).toHaveLength(new Set(entries).size);
	expect([...setup.store.entries()].sort()).toEqual([...entries].sort());
});

it('a write that was refused → nothing of its key is left', async () => {
	setup.sandbox.inject({ fault: { kind: 'status', status: 422 }, match: { method: 'POST' } });
	await run(['A-1', 'A-2']);

	expect(setup.store.entries()).toEqual([]);
});

it('an item whose key cannot be recorded → not sent, and the error lists what was', async () => {
	afterWrites(1, () => {
		setup.store.fault = locked;
	});
	const { error } = await run(['A-1', 'A-2', 'A-3']);

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	const text = ERRORS.keyStoreUnavailable(LOCKED);
	expect(error?.message).toBe(`${text.message} ${itemTag(1)}`);
	expect(error?.description).toBe(
		descriptionWith(
			text,
			acceptedLine([setup.sandbox.ledger[0]!.jobId, 0]),
			SUMMARY.notSent(formatItems([2])),
		),
	);
});

it('a store that fails for a moment → Retry On Fail writes the rest, and nothing twice', async () => {
	afterWrites(1, () => {
		setup.store.fault = () => {
			setup.store.fault = undefined;
			locked();
		};
	});
	const { items, error } = await run(['A-1', 'A-2', 'A-3'], {
		retryOnFail: true,
		maxTries: 2,
		waitBetweenTries: 1,
	});

	expect(error).toBeUndefined();
	expect(items).toHaveLength(3);
	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2', 'A-3']);
});

it('keys that cannot be recorded again at the end → the output is complete', async () => {
	afterWrites(1, () => {
		setup.store.fault = locked;
	});
	const { items, error } = await run(['A-1']);

	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
});

it('keys that could not be updated at the end → the next execution does not write them again', async () => {
	afterWrites(1, () => {
		setup.store.fault = locked;
	});
	await run(['A-1']);
	setup.store.fault = undefined;
	setup.sandbox.beforeAnswer(undefined);
	const { error } = await run(['A-1']);

	expect(error?.message).toContain('"A-1"');
	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
});

it('a store with entries of another kind, such as dates of Remove Duplicates → nothing is sent', async () => {
	await run(['A-0']);
	setup.store.changeMode('latestDate');
	const { error } = await run(['A-1']);

	expect(error?.message).toContain(ERRORS.keyStoreUnavailable('').message);
	expect(writtenNumbers(setup.sandbox)).toEqual(['A-0']);
});

it('two executions at once with the same keys → each is written once', async () => {
	const numbers = ['A-1', 'A-2', 'A-3', 'A-4'];
	const settings = { onError: 'continueRegularOutput' };
	await Promise.all([run(numbers, settings), run(numbers, settings), run(numbers, settings)]);

	expect([...writtenNumbers(setup.sandbox)].sort()).toEqual(numbers);
	expect(writesOf(setup)).toHaveLength(4);
});

it('two first executions at once with different keys → all keys are kept', async () => {
	await Promise.all([run(['A-1', 'A-2']), run(['B-1', 'B-2'])]);
	await run(['A-1', 'A-2', 'B-1', 'B-2']);

	expect([...writtenNumbers(setup.sandbox)].sort()).toEqual(['A-1', 'A-2', 'B-1', 'B-2']);
});

it('Validate Only → neither reads nor records keys', async () => {
	await run(['A-1']);
	const [calls, entries] = [setup.store.calls.length, setup.store.entries()];
	const { items } = await setup.engine.run({
		parameters: keyedBills({ validateOnly: true }),
		items: [bill('A-1'), bill('A-2')],
	});

	expect(items.map(({ json }) => json.valid)).toEqual([true, true]);
	expect(setup.store.calls).toHaveLength(calls);
	expect(setup.store.entries()).toEqual(entries);
});
