import { formatItems, itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS, HINTS, ISSUES, SUMMARY } from '../../../nodes/Propexo/actions/messages';
import { PMS_LABELS } from '../../../nodes/Propexo/catalogue/pms';
import {
	CONNECTION_MESSAGES,
	STATUS_MESSAGES,
} from '../../../nodes/Propexo/transport/errorMessages';
import { bill, billName, writtenNumbers } from '../support/bills';
import { chargeParameters } from '../support/charges';
import { errorOf } from '../support/errorOf';
import { eventually } from '../support/eventually';
import { acceptedLine, descriptionWith, injectedStatus } from '../support/expectedTexts';
import { hintsOf, keyedBills } from '../support/keyedBills';
import { acceptedJobs, setUp, whenIdle, writesOf } from '../support/setup';

const setup = setUp({}, { keyCheckDelay: 5 });

const run = async (numbers: string[], settings = {}, parameters = keyedBills()) =>
	await setup.engine.run({ parameters, items: numbers.map((number) => bill(number)), settings });

const THREE_TRIES = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

it('items that an earlier execution wrote → skipped', async () => {
	await run(['A-1', 'A-2']);
	const { items } = await run(['A-1', 'A-3', 'A-2']);

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2', 'A-3']);
	expect(
		items.map(({ json, pairedItem }) => [
			json.skipped ?? json.write_status,
			json.idempotency_key,
			[pairedItem].flat(),
		]),
	).toEqual([
		[true, 'A-1', [{ item: 0 }]],
		['PENDING', undefined, [{ item: 1 }]],
		[true, 'A-2', [{ item: 2 }]],
	]);
});

it('without the option → nothing is recorded, and everything is written', async () => {
	for (let times = 0; times < 2; times++)
		await run(['A-1'], {}, keyedBills({ idempotencyKey: undefined }));

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-1']);
	expect(setup.store.entries()).toEqual([]);
});

it('keys → kept per workflow, without a limit', async () => {
	await run(['A-1', 'A-2']);
	await run(['A-1', 'A-2']);

	const calls = setup.store.calls.filter(({ scope }) => scope === 'workflow');
	expect(calls.length).toBeGreaterThan(0);
	expect(calls.map(({ options }) => options)).toEqual(calls.map(() => ({ mode: 'entries' })));
});

it('outer spaces of a key → ignored', async () => {
	await run(['A-1']);
	await run([' A-1\t']);

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
});

describe('the same key in one execution', () => {
	it('with the same fields → written once, the others are skipped', async () => {
		const { items } = await run(['A-1', 'A-1', 'A-1']);

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
		expect(items.map(({ json }) => [json.skipped, json.write_status])).toEqual([
			[undefined, 'PENDING'],
			[true, null],
			[true, null],
		]);
	});

	it('and the first is waited for → the others have its status', async () => {
		const waiting = keyedBills({ waitForCompletion: true, waitTimeout: 20 });
		const { items } = await run(['A-1', 'A-1'], {}, waiting);

		expect(items.map(({ json }) => json.write_status)).toEqual(['SUCCESS', 'SUCCESS']);
	});

	it('and the PMS rejects the first → the others fail, too', async () => {
		setup.sandbox.decide({ outcome: { status: 'FAILURE', errors: ['closed'] } });
		const waiting = keyedBills({ waitForCompletion: true, waitTimeout: 20 });
		const { items } = await run(['A-1', 'A-1'], { onError: 'continueRegularOutput' }, waiting);

		expect(errorOf(items[1]!)).toMatchObject({
			message: `${ERRORS.duplicateRejected(PMS_LABELS.buildium, billName('A-1'), formatItems([0])).message} ${itemTag(1)}`,
			outcome: 'rejected',
			idempotency_key: 'A-1',
		});
		expect(items.some(({ json }) => json.skipped)).toBe(false);
	});

	it('and Propexo rejects the first → the others fail, too', async () => {
		setup.sandbox.inject({ fault: { kind: 'status', status: 400 }, match: { method: 'POST' } });
		const { items } = await run(['A-1', 'A-1'], { onError: 'continueRegularOutput' });

		const { message } = ERRORS.requestRejected(STATUS_MESSAGES[400]!, [], billName('A-1'));
		expect(writtenNumbers(setup.sandbox)).toEqual([]);
		expect(items.map((item) => errorOf(item)?.message)).toEqual([
			`${message} ${itemTag(0)}`,
			`${ERRORS.duplicateFailed.message} ${itemTag(1)}`,
		]);
	});

	it('and the outcome of the first is unknown → that of the others is, too', async () => {
		setup.sandbox.inject({ fault: 'reset-after', match: { method: 'POST' } });
		const { items } = await run(['A-1', 'A-1'], { onError: 'continueRegularOutput' });

		const { message } = ERRORS.duplicateUnknown(billName('A-1'), formatItems([0]));
		expect(errorOf(items[1]!)).toMatchObject({
			message: `${message} ${itemTag(1)}`,
			outcome: 'unknown',
		});
		expect(writesOf(setup)).toHaveLength(1);
	});

	it('with different fields → every item is invalid, and nothing is sent', async () => {
		const items = [bill('A-1'), bill('A-2'), bill('A-1', { date: '2026-12-01' })];
		const { error } = await setup.engine.run({ parameters: keyedBills(), items });

		const issue = ISSUES.keyAmbiguous('A-1', formatItems([0, 2]));
		const lines = [0, 2].map(
			(item) =>
				`${itemTag(item)} ${ERRORS.invalidRecord(`Idempotency Key ${issue}`, billName('A-1'))}`,
		);
		const text = ERRORS.invalidItems(2, lines, true);
		expect(error?.message).toBe(text.message);
		expect(error?.description).toBe(descriptionWith(text));
		expect(writesOf(setup)).toEqual([]);
		expect(setup.store.entries()).toEqual([]);
	});

	it('with different fields, under Continue → only the others are written', async () => {
		const { items } = await setup.engine.run({
			parameters: keyedBills(),
			items: [bill('A-1'), bill('A-2'), bill('A-1', { vendor: 'vendor-2' })],
			settings: { onError: 'continueRegularOutput' },
		});

		const issues = [
			{ field: 'Idempotency Key', message: ISSUES.keyAmbiguous('A-1', formatItems([0, 2])) },
		];
		expect(items.map((item) => errorOf(item)?.issues)).toEqual([issues, undefined, issues]);
		expect(writtenNumbers(setup.sandbox)).toEqual(['A-2']);
	});

	it('after Retry On Fail → still written once', async () => {
		setup.sandbox.inject({
			fault: { kind: 'status', status: 400 },
			match: { method: 'POST', bodyIncludes: 'A-2' },
			times: 2,
		});
		const { items } = await run(['A-1', 'A-2', 'A-1'], THREE_TRIES);

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
		expect(items.map(({ json }) => json.skipped ?? json.write_status)).toEqual([
			'PENDING',
			'PENDING',
			true,
		]);
	});
});

it('a write that Propexo rejects → its key is released', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 422 },
		match: { method: 'POST', bodyIncludes: 'A-1' },
	});
	const first = await run(['A-1', 'A-2']);
	await run(['A-1', 'A-2']);

	const { message } = ERRORS.requestRejected(
		CONNECTION_MESSAGES.clientError(422),
		[],
		billName('A-1'),
	);
	expect(first.error?.message).toBe(`${message} ${itemTag(0)}`);
	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
});

it('Retry On Fail → the items of the earlier try are not taken for duplicates', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 400 },
		match: { method: 'POST', bodyIncludes: 'A-2' },
	});
	const { items } = await run(['A-1', 'A-2', 'A-3'], THREE_TRIES);

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2', 'A-3']);
	expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
});

it('a loop whose second run has a key of the first → skipped', async () => {
	const { outputs } = await setup.engine.run({
		parameters: keyedBills(),
		runs: [[bill('A-1')], [bill('A-2'), bill('A-1')]],
	});

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
	expect(outputs[1]!.items.map(({ json }) => json.skipped)).toEqual([undefined, true]);
});

it('cancel → the keys of items that were not sent are released', async () => {
	// Room for the look-up of the integration and one write.
	setup.sandbox.setOptions({ limit: 2, minuteMs: 10_000 });
	const numbers = ['A-1', 'A-2', 'A-3'];
	await setup.engine.run({
		parameters: keyedBills(),
		items: numbers.map((number) => bill(number)),
		cancelWhen: whenIdle(setup, 600),
	});
	await eventually(
		'the keys of unsent items are released',
		() => setup.store.entries().length <= 3,
	);
	setup.sandbox.setOptions({ limit: 1_000_000 });
	const { items } = await run(numbers);

	expect(items.map(({ json }) => json.skipped)).toEqual([true, undefined, undefined]);
	expect(writtenNumbers(setup.sandbox)).toEqual(numbers);
});

it('a try that stops early → what an earlier try wrote keeps its key', async () => {
	setup.sandbox.inject({ fault: 'timeout-before', match: { method: 'POST', bodyIncludes: 'A-1' } });
	await setup.engine.withTiming({ requestTimeout: 2_000 }).run({
		parameters: keyedBills({ concurrency: 2 }),
		items: ['A-1', 'A-2', 'A-3', 'A-4'].map((number) => bill(number)),
		settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
	});
	await run(['A-2', 'A-3', 'A-4']);

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-2', 'A-3', 'A-4']);
});

it('a batch with items that were written before → only the others are sent', async () => {
	const charges = {
		...chargeParameters,
		options: keyedBills().options!,
	};
	const charge = async (numbers: string[]) =>
		await setup.engine.run({ parameters: charges, items: numbers.map((number) => ({ number })) });
	await charge(['A-1', 'A-2']);
	const { items } = await charge(['A-1', 'A-3', 'A-2', 'A-4', 'A-3']);

	const sent = setup.sandbox.ledger.map(
		({ body }) => (body as { charges: Array<{ reference_number: string }> }).charges,
	);
	expect(sent.map((rows) => rows.map((row) => row.reference_number))).toEqual([
		['A-1', 'A-2'],
		['A-3', 'A-4'],
	]);
	expect(
		items.map(({ json, pairedItem }) => [json.skipped ?? json.write_status, [pairedItem].flat()]),
	).toEqual([
		[true, [{ item: 0 }]],
		['PENDING', [{ item: 1 }, { item: 3 }]],
		[true, [{ item: 2 }]],
		[true, [{ item: 4 }]],
	]);
});

it('the node stops at a rejected item → its duplicate is not sent either', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 400 },
		match: { method: 'POST', bodyIncludes: 'A-2' },
	});
	const { error } = await run(['A-1', 'A-1', 'A-2', 'A-2']);

	const text = injectedStatus(400, STATUS_MESSAGES[400]!);
	expect(error?.description).toBe(
		descriptionWith(
			ERRORS.requestRejected(text, [], billName('A-2')),
			acceptedLine([setup.sandbox.ledger[0]!.jobId, 0]),
			SUMMARY.notSent(formatItems([3])),
			SUMMARY.skipped(formatItems([1])),
		),
	);
});

it('nothing was skipped → no hint about keys', async () => {
	const result = await run(['A-1', 'A-2', 'A-2']);

	expect(hintsOf(result)).not.toContain(HINTS.skippedUnchecked(1));
	expect(hintsOf(result)).not.toContain(HINTS.skippedUnchecked(2));
});
