import { DataDeduplicationService } from 'n8n-core';
import type { IDataObject } from 'n8n-workflow';

import { bill, billParameters, writtenNumbers } from '../support/bills';
import { InMemoryDeduplicator } from '../support/deduplicator';
import { setUp } from '../support/setup';

const setup = setUp();

const processed = new InMemoryDeduplicator();
beforeAll(async () => await DataDeduplicationService.init(processed));
beforeEach(() => processed.keys.clear());

const run = async (options: IDataObject, items: IDataObject[], onError?: 'continueErrorOutput') =>
	await setup.engine.run({
		parameters: { ...billParameters, options } as never,
		items,
		...(onError && { settings: { onError } }),
	});

describe('a switch whose expression returns text', () => {
	it('"true" → Validate Only is on', async () => {
		const { items } = await run({ validateOnly: '={{ $json.dryRun }}' }, [
			bill('A-1', { dryRun: 'true' }),
		]);

		expect(items[0]!.json).toMatchObject({ valid: true });
		expect(setup.sandbox.requests).toEqual([]);
	});

	it('"True" → Skip Already Written is on', async () => {
		const options = { skipAlreadyWritten: '={{ "True" }}', idempotencyKey: '={{ $json.number }}' };
		await run(options, [bill('A-1')]);
		await run(options, [bill('A-1')]);

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	});

	it('"true" → Wait for Completion is on', async () => {
		const { items } = await run({ waitForCompletion: '={{ "true" }}' }, [bill('A-1')]);

		expect(items[0]!.json.write_status).toBe('SUCCESS');
	});

	it('"false" → Validate Only is off', async () => {
		await run({ validateOnly: '={{ "false" }}' }, [bill('A-1')]);

		expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	});
});

it.each([
	['validateOnly', '={{ "yes" }}', 'Validate Only must be true or false', '"yes"'],
	['validateOnly', '={{ $json.missing }}', 'Validate Only must be true or false', 'nothing'],
	['skipAlreadyWritten', '={{ 1 }}', 'Skip Already Written must be true or false', '1'],
	['waitForCompletion', '={{ "" }}', 'Wait for Completion must be true or false', '""'],
	['onWriteFailure', '={{ "stop" }}', 'On Write Failure must be "error" or "status"', '"stop"'],
])('%s of %s → refused before anything is sent', async (name, value, message, is) => {
	const { error } = await run({ [name]: value }, [bill('A-1')]);

	expect(error?.message).toBe(message);
	expect(error?.description).toBe(`It is ${is} for [Item 0]. So nothing is sent.`);
	expect(setup.sandbox.requests).toEqual([]);
});

it('an option whose expression fails → an error that names the option', async () => {
	const { error } = await run({ validateOnly: "={{ $('Nowhere').item.json.a }}" }, [bill('A-1')]);

	expect(error?.message).toMatch(/^Validate Only cannot be read: /);
	expect(setup.sandbox.requests).toEqual([]);
});

describe('an option of the whole node that differs between items → refused before anything is sent', () => {
	it.each([
		['validateOnly', 'Validate Only', false, true],
		['skipAlreadyWritten', 'Skip Already Written', false, true],
		['waitForCompletion', 'Wait for Completion', 'true', 'false'],
		['waitTimeout', 'Wait Timeout', 30, 60],
		['concurrency', 'Concurrency', 1, 2],
		['onWriteFailure', 'On Write Failure', 'error', 'status'],
	])('%s', async (name, label, one, other) => {
		const options = { [name]: '={{ $json.option }}' };
		const { error } = await run(options, [
			bill('A-1', { option: one }),
			bill('A-2', { option: other }),
		]);

		expect(error?.message).toBe(`${label} is not the same for every item`);
		expect(error?.description).toContain(
			`is ${String(one)} for [Item 0] and ${String(other)} for [Item 1]`,
		);
		expect(setup.sandbox.requests).toEqual([]);
	});
});

it('an Idempotency Key whose expression fails for one item → the others are written', async () => {
	const options = {
		skipAlreadyWritten: true,
		idempotencyKey: "={{ $json.number || $('Nowhere').item.json.a }}",
	};
	const { items, errorItems } = await run(options, [bill('A-1'), bill('')], 'continueErrorOutput');

	expect(writtenNumbers(setup.sandbox)).toEqual(['A-1']);
	expect([items.length, errorItems.length]).toEqual([1, 1]);
});

it.each([
	['concurrency', '={{ "ten" }}', 'Concurrency must be a number above 0'],
	['concurrency', -1, 'Concurrency must be a number above 0'],
	['waitTimeout', '={{ "soon" }}', 'Wait Timeout must be a number above 0'],
])('%s of %p → refused before anything is sent', async (name, value, message) => {
	const { error } = await setup.engine.run({
		parameters: { ...billParameters, options: { [name]: value } },
		items: [bill('A-1')],
	});

	expect(error?.message).toBe(message);
	expect(setup.sandbox.requests).toEqual([]);
});
