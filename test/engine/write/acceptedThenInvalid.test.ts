import type { INodeParameters } from 'n8n-workflow';

import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { htmlToPlainText } from '../../../nodes/Propexo/utils/errorText';
import { bill, billParameters, writtenNumbers } from '../support/bills';
import { chargeParameters } from '../support/charges';
import { SingleCredential } from '../support/credentials';
import { errorOf } from '../support/errorOf';
import { acceptedLine } from '../support/expectedTexts';
import { keyedBills } from '../support/keyedBills';
import { acceptedJobs, setUp, writesOf } from '../support/setup';

const setup = setUp({}, { keyCheckDelay: 5 });

afterEach(() => jest.restoreAllMocks());

const THREE_TRIES = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } as const;
const CONTINUE = { onError: 'continueRegularOutput' } as const;

/** Makes Propexo refuse the write of a number once, so that the node runs again. */
const rejectOnce = (number: string, times = 1) =>
	setup.sandbox.inject({
		fault: { kind: 'status', status: 422 },
		match: { method: 'POST', bodyIncludes: number },
		times,
	});

/** The first attempt of an execution, with a valid date; Retry runs with another one. */
const stopped = async (parameters: INodeParameters, numbers = ['A-1', 'A-2']) => {
	rejectOnce(numbers.at(-1)!);
	const { run } = await setup.engine.run({
		parameters,
		items: numbers.map((number) => bill(number)),
	});
	return run;
};

const single = { ...billParameters, options: { concurrency: 1 } };

/** The same node, in which the first item has become invalid. */
const firstInvalid = (parameters: INodeParameters): INodeParameters => ({
	...parameters,
	dueDate: '={{ $json.number === "A-1" ? "soon" : "2026-12-31" }}',
});

describe.each([
	['without a key', single],
	['with a key', keyedBills()],
])('an item that was accepted in one attempt and is invalid in the next, %s', (_, parameters) => {
	it('under Stop → reported as accepted, and the rest is written', async () => {
		const run = await stopped(parameters);
		const { items, error } = await setup.engine.retry(run, firstInvalid(parameters));

		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	});

	it('under Continue → reported as accepted, and the rest is written', async () => {
		const run = await stopped(parameters);
		const { items } = await setup.engine.retry(run, firstInvalid(parameters), {
			settings: CONTINUE,
		});

		expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
	});

	it('and another item is invalid as well → the error lists what was accepted', async () => {
		const run = await stopped(parameters);
		const { error } = await setup.engine.retry(run, { ...parameters, dueDate: 'soon' });

		expect(error?.message).toContain(itemTag(1));
		expect(error?.message).not.toContain(itemTag(0));
		expect(htmlToPlainText(error?.description ?? '')).toContain(
			acceptedLine([acceptedJobs(setup)[0]!, 0]),
		);
		expect(writesOf(setup)).toHaveLength(2);
	});

	it('and another item is invalid as well, under Continue → one job, one error', async () => {
		const run = await stopped(parameters);
		const { items } = await setup.engine.retry(
			run,
			{ ...parameters, dueDate: 'soon' },
			{ settings: CONTINUE },
		);

		expect(items.map((item) => item.json.job_id ?? Boolean(errorOf(item)?.issues))).toEqual([
			acceptedJobs(setup)[0],
			true,
		]);
	});
});

it('a key that is bad in the next attempt → the item is reported as accepted', async () => {
	const run = await stopped(keyedBills());
	const { items } = await setup.engine.retry(
		run,
		keyedBills({ idempotencyKey: '={{ $json.number === "A-1" ? {} : $json.number }}' }),
		{ settings: CONTINUE },
	);

	expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
	expect(writesOf(setup)).toHaveLength(3);
});

it('an expression that fails in the next attempt → the item is reported as accepted', async () => {
	const run = await stopped(single);
	const parameters = {
		...single,
		dueDate: '={{ $json.number === "A-1" ? $("Nowhere").item.json.a : "2026-12-31" }}',
	};
	const { items } = await setup.engine.retry(run, parameters, { settings: CONTINUE });

	expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
});

it('an unknown outcome, and the item is invalid in the next attempt → still unknown', async () => {
	setup.sandbox.inject({ fault: 'reset-after', match: { method: 'POST', bodyIncludes: 'A-1' } });
	const { run } = await setup.engine.run({
		parameters: single,
		items: [bill('A-1'), bill('A-2')],
	});
	const { items } = await setup.engine.retry(run, firstInvalid(single), { settings: CONTINUE });

	expect(errorOf(items[0]!)?.outcome).toBe('unknown');
	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
});

it('the credential is gone in the next attempt → the error lists what was accepted', async () => {
	const run = await stopped(single);
	jest
		.spyOn(SingleCredential.prototype, 'getDecrypted')
		.mockRejectedValue(new Error('unavailable'));
	const { error } = await setup.engine.retry(run, single);

	expect(error).toBeDefined();
	expect(writesOf(setup)).toHaveLength(2);
});

it('every attempt of Retry On Fail evaluates the expressions again → nothing is written twice or lost', async () => {
	rejectOnce('A-2', 2);
	const parameters = {
		...single,
		dueDate: '={{ Math.random() < 2 ? "2026-12-31" : "" }}',
		additionalFields: { invoiceNumber: '={{ $json.number }}', description: '={{ Math.random() }}' },
	};
	const { items } = await setup.engine.run({
		parameters,
		items: ['A-1', 'A-2', 'A-3'].map((number) => bill(number)),
		settings: THREE_TRIES,
	});

	expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2', 'A-3']);
});

describe('batch rows', () => {
	const charges = (batchSize: number, amount: string): INodeParameters => ({
		...chargeParameters,
		amountInCents: amount,
		batchSize,
		options: { concurrency: 1 },
	});
	const rows = ['A-1', 'A-2', 'A-3', 'A-4'].map((number) => ({ number }));

	it.each([
		['Stop', {}],
		['Continue', CONTINUE],
	])(
		'a row that was accepted and is invalid now, under %s → its batch is reported as accepted',
		async (_, settings) => {
			rejectOnce('A-3');
			const { run } = await setup.engine.run({ parameters: charges(2, '=1250'), items: rows });
			const parameters = charges(2, '={{ $json.number === "A-2" ? "12.5" : 1250 }}');
			const { items, error } = await setup.engine.retry(run, parameters, { settings });

			expect(error).toBeUndefined();
			expect(items.map(({ json, pairedItem }) => [json.job_id, pairedItem])).toEqual(
				acceptedJobs(setup).map((job, index) => [
					job,
					[{ item: 2 * index }, { item: 2 * index + 1 }],
				]),
			);
			expect(acceptedJobs(setup)).toHaveLength(2);
		},
	);

	it('another batch size in the next attempt → no row is written twice', async () => {
		rejectOnce('A-3');
		const { run } = await setup.engine.run({ parameters: charges(2, '=1250'), items: rows });
		await setup.engine.retry(run, charges(3, '=1250'));

		const sent = setup.sandbox.ledger.flatMap(
			({ body }) => (body as { charges: Array<{ reference_number: string }> }).charges,
		);
		expect(sent.map((row) => row.reference_number)).toEqual(['A-1', 'A-2', 'A-3', 'A-4']);
	});
});
