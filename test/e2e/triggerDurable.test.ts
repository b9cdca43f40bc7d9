import { setTimeout as sleep } from 'node:timers/promises';

import type { SavedWorkflow } from './host/types';
import { type IsolatedN8n, startIsolatedN8n } from './support/isolatedN8n';
import { startPropexo, type TestPropexo } from './support/propexo';
import { allowExecutions, blockExecutions, querySqlite } from './support/sqlite';
import {
	POLL_INTERVAL_SECONDS,
	repeatedEvents,
	triggerWorkflow,
	waitForEvents,
} from './support/triggerEvents';
import { waitFor } from './support/waitFor';

// n8n's scheduler that stores its schedule and the state of each poll in the database. The last
// three make it check for due polls once a second.
const DURABLE = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
	N8N_SCHEDULER_EXECUTOR_INTERVAL: '1',
	N8N_SCHEDULER_MATERIALIZATION_INTERVAL: '1',
	N8N_SCHEDULER_REAPER_INTERVAL: '1',
};

let n8n: IsolatedN8n;
let propexo: TestPropexo;
let workflow: SavedWorkflow;

beforeAll(async () => {
	n8n = await startIsolatedN8n('durable', DURABLE);
	propexo = await startPropexo(n8n.client, 'Durable trigger test', { limit: 10_000 });
	propexo.sandbox.addJob({ id: 'before-activation' });
	workflow = await n8n.client.createWorkflow(triggerWorkflow(propexo.credential));
	await n8n.client.activate(workflow);
	await waitUntil(async () => (await n8n.client.publicationStatus(workflow.id)) === 'published');
	await waitUntil(async () => (await cursors()).some(({ text }) => String(text).includes('floor')));
});
afterAll(async () => {
	await n8n?.remove();
	await propexo?.sandbox.close();
});

const finishJob = (): string => propexo.sandbox.addJob({ status: 'SUCCESS' }).id;

const waitForJobs = async (jobIds: readonly string[]) =>
	await waitForEvents(n8n.client, workflow.id, jobIds);

/** The stored state of each poll; the legacy engine has none. */
const cursors = async () =>
	await querySqlite(n8n.userFolder, 'SELECT cursor AS text FROM poller_state');

describe("the trigger on n8n's durable scheduler", () => {
	test('emits each job that finishes after the first poll once', async () => {
		const jobs = [finishJob(), finishJob()];
		const events = await waitForJobs(jobs);
		await sleep(2 * POLL_INTERVAL_SECONDS * 1_000);
		expect((await waitForJobs(jobs)).map(({ jobId }) => jobId).sort()).toEqual([...jobs].sort());
		expect(events.map(({ jobId }) => jobId)).not.toContain('before-activation');
	});

	test('continues where it was after a restart and after a crash', async () => {
		await n8n.stop();
		const meanwhile = finishJob();
		await n8n.start();
		expect(repeatedEvents(await waitForJobs([meanwhile]))).toEqual([]);
		const before = finishJob();
		await n8n.kill();
		const after = finishJob();
		await n8n.start();
		const events = await waitForJobs([before, after]);
		expect(events.map(({ jobId }) => jobId)).not.toContain('before-activation');
		for (const { key, before: earlier } of repeatedEvents(events)) expect(key).toBe(earlier.key);
	});

	test('loses no event when killed between a poll and its execution', async () => {
		await blockExecutions(n8n.userFolder);
		const jobs = [finishJob(), finishJob()];
		await sleep(2 * POLL_INTERVAL_SECONDS * 1_000);
		await n8n.kill();
		await allowExecutions(n8n.userFolder);
		await n8n.start();
		await waitForJobs(jobs);
	});
});

async function waitUntil(condition: () => Promise<boolean>): Promise<void> {
	await waitFor(
		async () => (await condition()) || undefined,
		() => 'n8n did not activate the workflow',
		{ timeoutMs: 60_000 },
	);
}
