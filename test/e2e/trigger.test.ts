import { setTimeout as sleep } from 'node:timers/promises';

import type { Execution } from './host/execution';
import type { SavedWorkflow } from './host/types';
import { startPropexo, type TestPropexo } from './support/propexo';
import { sharedN8n } from './support/sharedN8n';
import { eventsOf, POLL_INTERVAL_SECONDS, triggerWorkflow } from './support/triggerEvents';
import { waitFor } from './support/waitFor';

const { client } = sharedN8n();
let propexo: TestPropexo;
let workflow: SavedWorkflow;

beforeAll(async () => {
	propexo = await startPropexo(client, 'Trigger test');
	propexo.sandbox.addJob({ id: 'job-before-activation', status: 'SUCCESS' });
	workflow = await client.createWorkflow(triggerWorkflow(propexo.credential));
	await client.activate(workflow);
});
afterAll(async () => {
	await client.deactivate(workflow.id);
	await propexo.sandbox.close();
});

describe('the trigger example', () => {
	test('emits nothing for a write that had finished before activation', async () => {
		expect(await client.listExecutions(workflow.id)).toEqual([]);
	});

	test('emits the event within one poll after a write has finished', async () => {
		propexo.sandbox.addJob({ id: 'job-finished', status: 'SUCCESS', createdRecordId: 'inv-4711' });
		const [execution] = await waitForExecutions(1);
		expect(execution?.mode).toBe('trigger');
		expect(eventsOf(execution!)).toEqual([
			{
				event: 'success',
				job_id: 'job-finished',
				write_status: 'SUCCESS',
				created_record_id: 'inv-4711',
				errors: expect.anything(),
				integration_id: 'intg-buildium-1',
				pms: expect.stringMatching(/buildium/i),
				job_type: expect.any(String),
				job_log_id: expect.any(String),
				finished_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
				deduplication_key: expect.stringContaining('job-finished'),
			},
		]);
	});

	test('emits a failure with its errors, and no event twice', async () => {
		propexo.sandbox.addJob({
			id: 'job-failed',
			status: 'FAILURE',
			errors: ['The vendor is inactive'],
		});
		const all = await waitForExecutions(2);
		expect(all.flatMap(eventsOf).map(({ event, job_id: job }) => [job, event])).toEqual([
			['job-finished', 'success'],
			['job-failed', 'failure'],
		]);
		expect(JSON.stringify(all.flatMap(eventsOf).at(-1)?.errors)).toContain(
			'The vendor is inactive',
		);
		// Two more polls find nothing new.
		await sleep(2 * POLL_INTERVAL_SECONDS * 1_000 + 1_000);
		expect(await client.listExecutions(workflow.id)).toHaveLength(2);
	});
});

/** Waits for some executions, oldest first. */
async function waitForExecutions(count: number): Promise<Execution[]> {
	let found = 0;
	const executions = await waitFor(
		async () => {
			const all = await client.listExecutions(workflow.id);
			found = all.length;
			return found < count ? undefined : all;
		},
		() => `${found} executions instead of ${count}`,
		{ timeoutMs: (POLL_INTERVAL_SECONDS + 5) * 1_000 },
	);
	return await Promise.all(
		executions.reverse().map(async ({ id }) => await client.waitForExecution(id)),
	);
}
