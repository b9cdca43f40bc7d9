// n8n-core is set up by the harness before anything of it is loaded.
import { setUp, writesOf } from './support/setup';

import { DataDeduplicationService } from 'n8n-core';

import { bill, billParameters } from './support/bills';
import { ProcessedInMemory } from './support/deduplicator';
import { TIME } from './support/time';

const setup = setUp();

const processed = new ProcessedInMemory();
beforeAll(async () => await DataDeduplicationService.init(processed));
beforeEach(() => processed.keys.clear());

const parameters = {
	...billParameters,
	options: { skipAlreadyWritten: true, idempotencyKey: '={{ $json.number }}', concurrency: 1 },
};

const run = async (numbers: string[], settings = {}) =>
	await setup.engine.run({ parameters, items: numbers.map((number) => bill(number)), settings });

const numbers = () => setup.sandbox.ledger.map(({ body }) => (body as { invoice_number: string }).invoice_number);

it('what one execution wrote, the next one passes on', async () => {
	await run(['A-1', 'A-2']);
	const { items } = await run(['A-1', 'A-3', 'A-2']);

	expect(numbers()).toEqual(['A-1', 'A-2', 'A-3']);
	expect(items.map(({ json, pairedItem }) => [json.skipped ?? json.write_status, json.idempotency_key, pairedItem])).toEqual([
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
	setup.sandbox.inject({ fault: { kind: 'status', status: 422 }, match: { method: 'POST', bodyIncludes: 'A-1' } });
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
	setup.sandbox.inject({ fault: { kind: 'status', status: 400 }, match: { method: 'POST', bodyIncludes: 'A-2' } });
	const { items } = await run(['A-1', 'A-2', 'A-3'], { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 });

	expect(numbers()).toEqual(['A-1', 'A-2', 'A-3']);
	expect(items.map(({ json }) => json.job_id)).toEqual(setup.sandbox.ledger.map(({ jobId }) => jobId));
});

it('an item without a key is an error that names the option', async () => {
	const { error } = await run(['A-1', '']);

	expect(error?.message).toBe('Idempotency Key is required while Skip Already Written is on [Item 1]');
	expect(numbers()).toEqual([]);
	expect(processed.keys.size).toBe(0);
});

it('the cancel button releases what was not sent', async () => {
	setup.sandbox.setOptions({ limit: 1 });
	await setup.engine.run({ parameters, items: ['A-1', 'A-2', 'A-3'].map((number) => bill(number)), cancelAfter: 500 });
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
