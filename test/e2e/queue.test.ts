import { readFile } from 'node:fs/promises';
import { itemsOf } from './host/execution';
import { startQueueMode, type QueueMode } from './host/queue';
import { example } from './support/examples';
import { startPropexo, type TestPropexo } from './support/propexo';
import { sharedN8n } from './support/shared';

const withServices = sharedN8n().queueServices ? describe : describe.skip;

withServices('in queue mode', () => {
	let queue: QueueMode;
	let propexo: TestPropexo;

	beforeAll(async () => {
		queue = await startQueueMode();
		propexo = await startPropexo(queue.main.client, 'Queue test');
	});
	afterAll(async () => {
		await propexo?.sandbox.close();
		await queue?.stop();
	});

	test('a worker writes each bill once, and main shows the outcome', async () => {
		const { client } = queue.main;
		const { id } = await client.createWorkflow(example('write-vendor-bill.json', propexo.credential));
		const execution = await client.runWorkflow(id, 'When clicking Execute workflow');
		expect(execution.error).toBeUndefined();
		expect(itemsOf(execution, 'Outcome').map(({ json }) => [json.bill, json.write_status])).toEqual([
			['INV-1001', 'SUCCESS'],
			['INV-1002', 'SUCCESS'],
		]);
		expect(propexo.sandbox.ledger.map(({ body }) => body.invoice_number).sort()).toEqual(['INV-1001', 'INV-1002']);
		const [worker] = queue.workers;
		expect(await readFile(worker?.log ?? '', 'utf8')).toContain(`execution ${execution.id}`);
	});
});
