import { setTimeout as sleep } from 'node:timers/promises';

import { type Execution, itemsOf } from './host/execution';
import type { SavedWorkflow } from './host/types';
import { example } from './support/examples';
import { startPropexo, type TestPropexo } from './support/propexo';
import { sharedN8n } from './support/shared';

const TRIGGER = 'Propexo Accounting Trigger';
const SECONDS_BETWEEN_POLLS = 5;

const { client } = sharedN8n();
let propexo: TestPropexo;
let workflow: SavedWorkflow;

beforeAll(async () => {
	propexo = await startPropexo(client, 'Trigger test');
	propexo.sandbox.addJob({ id: 'job-before-activation', status: 'SUCCESS' });
	const follow = example('follow-write-outcomes.json', propexo.credential);
	const trigger = follow.nodes.find(({ name }) => name === TRIGGER);
	if (!trigger) throw new Error(`The example has no node ${TRIGGER}`);
	trigger.parameters = { ...trigger.parameters, pollTimes: everyFewSeconds() };
	workflow = await client.createWorkflow(follow);
	await client.activate(workflow);
});
afterAll(async () => {
	await client.deactivate(workflow.id);
	await propexo.sandbox.close();
});

describe('the example that follows writes to their outcome', () => {
	test('says nothing about what had finished before it was activated', async () => {
		expect(await client.listExecutions(workflow.id)).toEqual([]);
	});

	test('fires within one poll after a write has finished, with the event', async () => {
		propexo.sandbox.addJob({ id: 'job-finished', status: 'SUCCESS', createdRecordId: 'inv-4711' });
		const [execution] = await executions(1);
		expect(execution?.mode).toBe('trigger');
		expect(eventsOf(execution)).toEqual([
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

	test('tells a failure with its reasons, and nothing twice', async () => {
		propexo.sandbox.addJob({
			id: 'job-failed',
			status: 'FAILURE',
			errors: ['The vendor is inactive'],
		});
		const all = await executions(2);
		expect(all.flatMap(eventsOf).map(({ event, job_id: job }) => [job, event])).toEqual([
			['job-finished', 'success'],
			['job-failed', 'failure'],
		]);
		expect(JSON.stringify(all.flatMap(eventsOf).at(-1)?.errors)).toContain(
			'The vendor is inactive',
		);
		// Two more polls find nothing new.
		await sleep(2 * SECONDS_BETWEEN_POLLS * 1_000 + 1_000);
		expect(await client.listExecutions(workflow.id)).toHaveLength(2);
	});
});

function eventsOf(execution: Execution | undefined) {
	return execution ? itemsOf(execution, TRIGGER).map(({ json }) => json) : [];
}

/** Waits for so many executions, a poll and some for each, and gives them from the oldest on. */
async function executions(count: number): Promise<Execution[]> {
	const until = Date.now() + (SECONDS_BETWEEN_POLLS + 5) * 1_000;
	for (;;) {
		const found = await client.listExecutions(workflow.id);
		if (found.length >= count) {
			return await Promise.all(
				found.reverse().map(async ({ id }) => await client.waitForExecution(id)),
			);
		}
		if (Date.now() > until) throw new Error(`${found.length} executions instead of ${count}`);
		await sleep(250);
	}
}

/** n8n takes no schedule below a minute, but twelve schedules of one minute each. */
function everyFewSeconds() {
	const item = Array.from({ length: 60 / SECONDS_BETWEEN_POLLS }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * SECONDS_BETWEEN_POLLS} * * * * *`,
	}));
	return { item };
}
