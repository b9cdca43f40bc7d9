import { setTimeout as sleep } from 'node:timers/promises';

import type { SavedWorkflow } from './host/types';
import {
	followWorkflow,
	repeatsIn,
	SECONDS_BETWEEN_POLLS,
	untilGivenOut,
} from './support/following';
import { type OwnN8n, startOwnN8n } from './support/ownN8n';
import { startPropexo, type TestPropexo } from './support/propexo';
import { allowExecutions, inSqlite, refuseExecutions } from './support/sqlite';

// n8n's scheduler that keeps its plan and the state of each poll in the database. The last
// three make it quick: it looks for polls that are due once a second.
const DURABLE = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
	N8N_SCHEDULER_EXECUTOR_INTERVAL: '1',
	N8N_SCHEDULER_MATERIALIZATION_INTERVAL: '1',
	N8N_SCHEDULER_REAPER_INTERVAL: '1',
};

let n8n: OwnN8n;
let propexo: TestPropexo;
let workflow: SavedWorkflow;

beforeAll(async () => {
	n8n = await startOwnN8n('durable', DURABLE);
	propexo = await startPropexo(n8n.client, 'Durable trigger test', { limit: 10_000 });
	propexo.sandbox.addJob({ id: 'before-activation' });
	workflow = await n8n.client.createWorkflow(followWorkflow(propexo.credential));
	await n8n.client.activate(workflow);
	await until(async () => (await n8n.client.publicationStatus(workflow.id)) === 'published');
	await until(async () => (await cursors()).some(({ text }) => String(text).includes('floor')));
});
afterAll(async () => {
	await n8n?.end();
	await propexo?.sandbox.close();
});

const finishJob = (): string => propexo.sandbox.addJob({ status: 'SUCCESS' }).id;

const givenOut = async (jobIds: readonly string[]) =>
	await untilGivenOut(n8n.client, workflow.id, jobIds);

/** What n8n keeps of each poll; without the durable engine there is nothing. */
const cursors = async () =>
	await inSqlite(n8n.userFolder, 'SELECT cursor AS text FROM poller_state');

describe("the trigger on n8n's durable scheduler", () => {
	test('gives out what finishes after the first poll, once', async () => {
		const jobs = [finishJob(), finishJob()];
		const seen = await givenOut(jobs);
		await sleep(2 * SECONDS_BETWEEN_POLLS * 1_000);
		expect((await givenOut(jobs)).map(({ jobId }) => jobId).sort()).toEqual([...jobs].sort());
		expect(seen.map(({ jobId }) => jobId)).not.toContain('before-activation');
	});

	test('goes on where it was after a restart and after a crash', async () => {
		await n8n.stop();
		const meanwhile = finishJob();
		await n8n.start();
		expect(repeatsIn(await givenOut([meanwhile]))).toEqual([]);
		const before = finishJob();
		await n8n.kill();
		const after = finishJob();
		await n8n.start();
		const seen = await givenOut([before, after]);
		expect(seen.map(({ jobId }) => jobId)).not.toContain('before-activation');
		for (const { key, before: earlier } of repeatsIn(seen)) expect(key).toBe(earlier.key);
	});

	test('loses nothing over a kill between a poll and its execution', async () => {
		await refuseExecutions(n8n.userFolder);
		const jobs = [finishJob(), finishJob()];
		await sleep(2 * SECONDS_BETWEEN_POLLS * 1_000);
		await n8n.kill();
		await allowExecutions(n8n.userFolder);
		await n8n.start();
		await givenOut(jobs);
	});
});

async function until(condition: () => Promise<boolean>): Promise<void> {
	const end = Date.now() + 60_000;
	while (!(await condition())) {
		if (Date.now() > end) throw new Error('n8n did not take up the workflow');
		await sleep(250);
	}
}
