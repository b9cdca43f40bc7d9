// n8n-core is set up by the harness before anything of it is loaded.
import { DataDeduplicationService } from 'n8n-core';

import { bill, billParameters } from './support/bills';
import { ProcessedInMemory } from './support/deduplicator';
import { setUp, writesOf } from './support/setup';
import { TIME } from './support/time';

const setup = setUp();

const processed = new ProcessedInMemory();
beforeAll(async () => await DataDeduplicationService.init(processed));
beforeEach(() => {
	processed.keys.clear();
	processed.fault = undefined;
});

const parameters = {
	...billParameters,
	options: { skipAlreadyWritten: true, idempotencyKey: '={{ $json.number }}', concurrency: 1 },
};

const run = async (numbers: string[], settings = {}) =>
	await setup.engine.run({ parameters, items: numbers.map((number) => bill(number)), settings });

const numbers = () =>
	setup.sandbox.ledger.map(({ body }) => (body as { invoice_number: string }).invoice_number);

it('what one execution wrote, the next one passes on', async () => {
	await run(['A-1', 'A-2']);
	const { items } = await run(['A-1', 'A-3', 'A-2']);

	expect(numbers()).toEqual(['A-1', 'A-2', 'A-3']);
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

it('the same key twice in one execution is written once', async () => {
	const { items } = await run(['A-1', 'A-1', 'A-1']);

	expect(numbers()).toEqual(['A-1']);
	expect(items.filter(({ json }) => json.skipped)).toHaveLength(2);
});

it('a refused write releases its key', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 422 },
		match: { method: 'POST', bodyIncludes: 'A-1' },
	});
	const first = await run(['A-1', 'A-2']);
	await run(['A-1', 'A-2']);

	expect(first.error?.message).toContain('[Item 0]');
	expect(numbers()).toEqual(['A-1', 'A-2']);
});

it('a write whose outcome is unknown keeps its key', async () => {
	setup.sandbox.inject({ fault: 'reset-before', match: { method: 'POST' } });
	const first = await run(['A-1']);
	const second = await run(['A-1']);

	expect(first.error?.message).toContain('Nobody knows whether this was written');
	expect(second.items[0]!.json).toMatchObject({ skipped: true, idempotency_key: 'A-1' });
	expect(writesOf(setup)).toHaveLength(1);
});

it('Retry On Fail goes on with what it had let through', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 400 },
		match: { method: 'POST', bodyIncludes: 'A-2' },
	});
	const { items } = await run(['A-1', 'A-2', 'A-3'], {
		retryOnFail: true,
		maxTries: 2,
		waitBetweenTries: 1,
	});

	expect(numbers()).toEqual(['A-1', 'A-2', 'A-3']);
	expect(items.map(({ json }) => json.job_id)).toEqual(
		setup.sandbox.ledger.map(({ jobId }) => jobId),
	);
});

it('an item without a key is an error that names the option', async () => {
	const { error } = await run(['A-1', '']);

	expect(error?.message).toBe(
		'Idempotency Key is required while Skip Already Written is on [Item 1]',
	);
	expect(numbers()).toEqual([]);
	expect(processed.keys.size).toBe(0);
});

it('the cancel button releases what was not sent', async () => {
	setup.sandbox.setOptions({ limit: 1 });
	await setup.engine.run({
		parameters,
		items: ['A-1', 'A-2', 'A-3'].map((number) => bill(number)),
		cancelAfter: 500,
	});
	await new Promise((resolve) => setTimeout(resolve, 1_000));

	expect(processed.keys.size).toBe(numbers().length);
});

it('what an earlier try wrote keeps its key when the next try stops before it', async () => {
	const { request } = TIME;
	TIME.request = 500;
	setup.sandbox.inject({ fault: 'timeout-before', match: { method: 'POST', bodyIncludes: 'A-1' } });
	await setup.engine.run({
		parameters: { ...parameters, options: { ...parameters.options, concurrency: 2 } },
		items: ['A-1', 'A-2', 'A-3', 'A-4'].map((number) => bill(number)),
		settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
	});
	TIME.request = request;
	await run(['A-2', 'A-3', 'A-4']);

	expect(numbers()).toEqual(['A-2', 'A-3', 'A-4']);
});

it('an item whose twin of the same run was refused is not called written', async () => {
	setup.sandbox.inject({ fault: { kind: 'status', status: 400 }, match: { method: 'POST' } });
	const { items } = await run(['A-1', 'A-1'], { onError: 'continueRegularOutput' });

	expect(numbers()).toEqual([]);
	expect(items.map(({ json }) => json.error)).toEqual([
		expect.stringMatching(/^Propexo did not accept the request/),
		'The item with the same Idempotency Key was not written, so this one was not either [Item 1]',
	]);
});

it('a key is recorded right before its item is sent, so that a crash leaves no key of an item that was waiting', async () => {
	const recorded: number[] = [];
	setup.sandbox.beforeAnswer(
		(method) => void (method === 'POST' && recorded.push(processed.keys.size)),
	);
	await run(['A-1', 'A-2', 'A-3']);
	setup.sandbox.beforeAnswer(undefined);

	expect(recorded).toEqual([1, 2, 3]);
});

it('where a batch holds items that were written before, the others are sent without them', async () => {
	const charges = {
		resource: 'residentCharge',
		operation: 'createBatch',
		pms: 'rentmanager',
		chargesInput: 'items',
		integrationId: { __rl: true, mode: 'id', value: 'intg-rentmanager-1' },
		residentId: { __rl: true, mode: 'id', value: 'resident-1' },
		chargeCodeId: { __rl: true, mode: 'id', value: 'code-1' },
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

it('keys that an execution at the same time has overwritten are there at the end', async () => {
	setup.sandbox.beforeAnswer((method) => void (method === 'POST' && processed.keys.clear()));
	await run(['A-1', 'A-2']);
	setup.sandbox.beforeAnswer(undefined);
	await run(['A-1', 'A-2']);

	expect(numbers()).toEqual(['A-1', 'A-2']);
});

it('a key that a worker at the same time has overwritten is back before the next item is sent', async () => {
	const recorded: number[] = [];
	setup.sandbox.beforeAnswer((method) => {
		if (method !== 'POST') return;
		recorded.push(processed.keys.size);
		processed.keys.clear();
	});
	await run(['A-1', 'A-2', 'A-3']);
	setup.sandbox.beforeAnswer(undefined);

	expect(recorded).toEqual([1, 2, 3]);
});

it('an item whose key n8n cannot record is not sent, and the error says what was', async () => {
	processed.fault = (items) => {
		if (String(items).includes('A-2')) throw new Error('database is locked');
	};
	const { error } = await run(['A-1', 'A-2', 'A-3']);

	expect(numbers()).toEqual(['A-1']);
	expect(error?.message).toBe(
		'n8n could not say whether this was written before, so it was not sent [Item 1]',
	);
	expect(error?.description).toContain('database is locked');
	expect(error?.description).toContain(
		`Propexo has accepted: job ${setup.sandbox.ledger[0]!.jobId} [Item 0].`,
	);
	expect(error?.description).toContain('Not sent: [Item 2].');
});

it('keys that cannot be brought up to date at the end take nothing from the output', async () => {
	setup.sandbox.beforeAnswer((method) => {
		if (method !== 'POST') return;
		processed.fault = () => {
			throw new Error('database is locked');
		};
	});
	const { items, error } = await run(['A-1']);
	setup.sandbox.beforeAnswer(undefined);

	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.job_id)).toEqual(
		setup.sandbox.ledger.map(({ jobId }) => jobId),
	);
});

it('where the node stops, an item whose twin was refused is called not sent', async () => {
	setup.sandbox.inject({
		fault: { kind: 'status', status: 400 },
		match: { method: 'POST', bodyIncludes: 'A-2' },
	});
	const { error } = await run(['A-1', 'A-1', 'A-2', 'A-2']);

	expect(error?.description).toContain('Written before, so skipped: [Item 1].');
	expect(error?.description).toContain('Not sent: [Item 3].');
});
