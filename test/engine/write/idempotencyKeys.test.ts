import { formatItems, itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ERRORS, ISSUES, SUMMARY } from '../../../nodes/Propexo/actions/messages';
import {
	CONNECTION_MESSAGES,
	STATUS_MESSAGES,
} from '../../../nodes/Propexo/transport/errorMessages';
import { bill, billName, billParameters, writtenNumbers } from '../support/bills';
import { errorOf } from '../support/errorOf';
import { eventually } from '../support/eventually';
import { acceptedLine, descriptionWith, injectedStatus } from '../support/expectedTexts';
import { byId } from '../support/form';
import { acceptedJobs, setUp, whenIdle, writesOf } from '../support/setup';

const setup = setUp();

const parameters = {
	...billParameters,
	options: { skipAlreadyWritten: true, idempotencyKey: '={{ $json.number }}', concurrency: 1 },
};

const run = async (numbers: string[], settings = {}) =>
	await setup.engine.run({ parameters, items: numbers.map((number) => bill(number)), settings });

it('items that an earlier execution wrote → skipped', async () => {
	await run(['A-1', 'A-2']);
	const { items } = await run(['A-1', 'A-3', 'A-2']);

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2', 'A-3']);
	expect(
		items.map(({ json, pairedItem }) => [
			json.skipped ?? json.write_status,
			json.idempotency_key,
			pairedItem,
		]),
	).toEqual([
		[true, 'A-1', { item: 0 }],
		['PENDING', undefined, [{ item: 1 }]],
		[true, 'A-2', { item: 2 }],
	]);
});

it('the same key three times in one execution → written once', async () => {
	const { items } = await run(['A-1', 'A-1', 'A-1']);

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	expect(items.filter(({ json }) => json.skipped)).toHaveLength(2);
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

it('a write with an unknown outcome → its key is kept', async () => {
	setup.sandbox.inject({ fault: 'reset-before', match: { method: 'POST' } });
	const first = await run(['A-1']);
	const second = await run(['A-1']);

	const { message } = ERRORS.outcomeUnknown(
		CONNECTION_MESSAGES.noResponse('ECONNRESET'),
		billName('A-1'),
	);
	expect(first.error?.message).toBe(`${message} ${itemTag(0)}`);
	expect(second.items[0]!.json).toMatchObject({ skipped: true, idempotency_key: 'A-1' });
	expect(writesOf(setup)).toHaveLength(1);
});

it('Retry On Fail → the items of the earlier try are not taken for duplicates', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 400 },
		match: { method: 'POST', bodyIncludes: 'A-2' },
	});
	const { items } = await run(['A-1', 'A-2', 'A-3'], {
		retryOnFail: true,
		maxTries: 2,
		waitBetweenTries: 1,
	});

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2', 'A-3']);
	expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
});

it('an item without a key → an error that names the option', async () => {
	const { error } = await run(['A-1', '']);

	expect(error?.message).toBe(`Idempotency Key ${ISSUES.keyRequired} ${itemTag(1)}`);
	expect(writtenNumbers(setup.sandbox)).toEqual([]);
	expect(setup.store.entries().length).toBe(0);
});

it('cancel → the keys of items that were not sent are released', async () => {
	// Room for the look-up of the integration and one write.
	setup.sandbox.setOptions({ limit: 2, minuteMs: 10_000 });
	await setup.engine.run({
		parameters,
		items: ['A-1', 'A-2', 'A-3'].map((number) => bill(number)),
		cancelWhen: whenIdle(setup, 600),
	});

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	await eventually(
		'only the key of the written item is left',
		() => setup.store.entries().length === 1,
	);
});

it('a try that stops early → what an earlier try wrote keeps its key', async () => {
	setup.sandbox.inject({ fault: 'timeout-before', match: { method: 'POST', bodyIncludes: 'A-1' } });
	await setup.engine.withTiming({ requestTimeout: 2_000 }).run({
		parameters: { ...parameters, options: { ...parameters.options, concurrency: 2 } },
		items: ['A-1', 'A-2', 'A-3', 'A-4'].map((number) => bill(number)),
		settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
	});
	await run(['A-2', 'A-3', 'A-4']);

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-2', 'A-3', 'A-4']);
});

it('a duplicate of an item that Propexo rejects → an error, not skipped', async () => {
	setup.sandbox.inject({ fault: { kind: 'status', status: 400 }, match: { method: 'POST' } });
	const { items } = await run(['A-1', 'A-1'], { onError: 'continueRegularOutput' });

	const { message } = ERRORS.requestRejected(STATUS_MESSAGES[400]!, [], billName('A-1'));
	expect(writtenNumbers(setup.sandbox)).toEqual([]);
	expect(items.map((item) => errorOf(item)?.message)).toEqual([
		`${message} ${itemTag(0)}`,
		`${ERRORS.duplicateFailed.message} ${itemTag(1)}`,
	]);
});

it('a key is recorded right before its item is sent, so that a crash leaves no key of an unsent item', async () => {
	const recorded: number[] = [];
	setup.sandbox.beforeAnswer(
		(method) => void (method === 'POST' && recorded.push(setup.store.entries().length)),
	);
	await run(['A-1', 'A-2', 'A-3']);
	setup.sandbox.beforeAnswer(undefined);

	expect(recorded).toEqual([1, 2, 3]);
});

it('a batch with items that were written before → only the others are sent', async () => {
	const charges = {
		resource: 'residentCharge',
		operation: 'createBatch',
		pms: 'rentmanager',
		chargesInput: 'items',
		integrationId: byId('intg-rentmanager-1'),
		residentId: byId('resident-1'),
		chargeCodeId: byId('code-1'),
		transactionDate: '2026-11-30T00:00:00.000Z',
		notes: 'Rent',
		amountInCents: 1250,
		referenceNumber: '={{ $json.number }}',
		options: parameters.options,
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
		items.map(({ json, pairedItem }) => [json.skipped ?? json.write_status, pairedItem]),
	).toEqual([
		[true, { item: 0 }],
		['PENDING', [{ item: 1 }, { item: 3 }]],
		[true, { item: 2 }],
		[true, { item: 4 }],
	]);
});

it('keys that a concurrent execution overwrites → recorded again at the end', async () => {
	setup.sandbox.beforeAnswer((method) => void (method === 'POST' && setup.store.clear()));
	await run(['A-1', 'A-2']);
	setup.sandbox.beforeAnswer(undefined);
	await run(['A-1', 'A-2']);

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1', 'A-2']);
});

it('a key that a concurrent worker overwrites → recorded again before the next item is sent', async () => {
	const recorded: number[] = [];
	setup.sandbox.beforeAnswer((method) => {
		if (method !== 'POST') return;
		recorded.push(setup.store.entries().length);
		setup.store.clear();
	});
	await run(['A-1', 'A-2', 'A-3']);
	setup.sandbox.beforeAnswer(undefined);

	expect(recorded).toEqual([1, 2, 3]);
});

it('an item whose key cannot be recorded → not sent, and the error lists what was', async () => {
	setup.store.fault = (items) => {
		if (String(items).includes('A-2')) throw new Error('database is locked');
	};
	const { error } = await run(['A-1', 'A-2', 'A-3']);

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	const text = ERRORS.keyStoreUnavailable('database is locked');
	expect(error?.message).toBe(`${text.message} ${itemTag(1)}`);
	expect(error?.description).toBe(
		descriptionWith(
			text,
			acceptedLine([setup.sandbox.ledger[0]!.jobId, 0]),
			SUMMARY.notSent(formatItems([2])),
		),
	);
});

it('keys that cannot be recorded again at the end → the output is complete', async () => {
	setup.sandbox.beforeAnswer((method) => {
		if (method !== 'POST') return;
		setup.store.fault = () => {
			throw new Error('database is locked');
		};
	});
	const { items, error } = await run(['A-1']);
	setup.sandbox.beforeAnswer(undefined);

	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.job_id)).toEqual(acceptedJobs(setup));
});

it('the node stops at a rejected item → its duplicate is listed as not sent', async () => {
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
