import { type Execution, itemsOf } from './host/execution';
import { exampleWorkflow } from './support/examples';
import { startPropexo, type TestPropexo } from './support/propexo';
import { sharedN8n } from './support/sharedN8n';

const { client } = sharedN8n();
let propexo: TestPropexo;
let execution: Execution;

beforeAll(async () => {
	propexo = await startPropexo(client, 'Bills test');
	const { id } = await client.createWorkflow(
		exampleWorkflow('write-vendor-bill.json', propexo.credential),
	);
	execution = await client.runWorkflow(id, 'When clicking Execute workflow');
});
afterAll(async () => await propexo.sandbox.close());

describe('the example that writes vendor bills', () => {
	test('succeeds', () => {
		expect(execution.error).toBeUndefined();
		expect(execution.status).toBe('success');
	});

	test('outputs an item for each bill with the outcome of its write, paired with its input item', () => {
		const items = itemsOf(execution, 'Create Invoice');
		expect(items).toHaveLength(2);
		for (const [index, item] of items.entries()) {
			expect(item.json).toMatchObject({
				job_id: expect.any(String),
				write_status: 'SUCCESS',
				created_record_id: expect.any(String),
				resource: 'invoice',
				operation: 'create',
				pms: 'buildium',
				integration_id: 'intg-buildium-1',
			});
			expect(item.pairedItem).toEqual([{ item: index }]);
		}
	});

	test('lets later nodes find the bill that each outcome belongs to', () => {
		expect(itemsOf(execution, 'Outcome').map(({ json }) => [json.bill, json.write_status])).toEqual(
			[
				['INV-1001', 'SUCCESS'],
				['INV-1002', 'SUCCESS'],
			],
		);
	});

	test('has written exactly those bills, each once', () => {
		const written = [...propexo.sandbox.ledger].sort((a, b) =>
			numberOf(a.body).localeCompare(numberOf(b.body)),
		);
		expect(written.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
			{
				method: 'POST',
				path: '/v1/invoices/buildium/',
				body: {
					integration_id: 'intg-buildium-1',
					vendor_id: 'vend-buildium-1-1',
					invoice_date: expect.stringMatching(/^2026-11-02/),
					due_date: expect.stringMatching(/^2026-12-02/),
					invoice_number: 'INV-1001',
					description: 'Water heater replaced',
					invoice_items: [
						line('6110', 'prop-buildium-1-1', 150_000, 'Labor'),
						line('6120', 'prop-buildium-1-1', 48_050, 'Parts'),
					],
				},
			},
			{
				method: 'POST',
				path: '/v1/invoices/buildium/',
				body: {
					integration_id: 'intg-buildium-1',
					vendor_id: 'vend-buildium-1-4',
					invoice_date: expect.stringMatching(/^2026-11-05/),
					due_date: expect.stringMatching(/^2026-12-05/),
					invoice_number: 'INV-1002',
					description: 'Air conditioner serviced',
					invoice_items: [
						line('6110', 'prop-buildium-1-3', 62_000, 'Labor'),
						line('6120', 'prop-buildium-1-3', 7_525, 'Parts'),
					],
				},
			},
		]);
	});

	test('pairs every item with the job of its own bill', () => {
		const jobs = itemsOf(execution, 'Outcome').map(({ json }) => [json.bill, json.job_id]);
		const ledger = propexo.sandbox.ledger.map(({ body, jobId }) => [numberOf(body), jobId]);
		expect(jobs).toEqual(expect.arrayContaining(ledger));
	});
});

function line(account: string, property: string, cents: number, notes: string) {
	return {
		financial_account_id: `acct-buildium-1-${account}`,
		property_id: property,
		total_amount_in_cents: cents,
		notes,
	};
}

function numberOf(body: Record<string, unknown>): string {
	return String(body.invoice_number);
}
