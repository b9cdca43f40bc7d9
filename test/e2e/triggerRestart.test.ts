import { setTimeout as sleep } from 'node:timers/promises';

import type { SavedWorkflow } from './host/types';
import { type IsolatedN8n, startIsolatedN8n } from './support/isolatedN8n';
import { startPropexo, type TestPropexo } from './support/propexo';
import { allowExecutions, blockExecutions } from './support/sqlite';
import {
	emittedEvents,
	POLL_INTERVAL_SECONDS,
	repeatedEvents,
	triggerWorkflow,
	waitForEvents,
} from './support/triggerEvents';

const TWO_POLLS = 2 * POLL_INTERVAL_SECONDS * 1_000 + 1_000;

let n8n: IsolatedN8n;
let propexo: TestPropexo;
let workflow: SavedWorkflow;

beforeAll(async () => {
	n8n = await startIsolatedN8n('trigger');
	propexo = await startPropexo(n8n.client, 'Trigger restart test', { limit: 10_000 });
	propexo.sandbox.addJob({ id: 'before-activation' });
	workflow = await n8n.client.createWorkflow(triggerWorkflow(propexo.credential));
	await n8n.client.activate(workflow);
});
afterAll(async () => {
	await n8n?.remove();
	await propexo?.sandbox.close();
});

const finishJob = (): string => propexo.sandbox.addJob({ status: 'SUCCESS' }).id;

const waitForJobs = async (jobIds: readonly string[]) =>
	await waitForEvents(n8n.client, workflow.id, jobIds);

describe('the trigger emits every outcome', () => {
	test('over a deactivation, each once', async () => {
		const first = finishJob();
		await waitForJobs([first]);
		await n8n.client.deactivate(workflow.id);
		const meanwhile = [finishJob(), finishJob()];
		workflow = await n8n.client.getWorkflow(workflow.id);
		await n8n.client.activate(workflow);
		const events = await waitForJobs([first, ...meanwhile]);
		expect(repeatedEvents(events)).toEqual([]);
		expect(events.map(({ jobId }) => jobId)).not.toContain('before-activation');
	});

	test('over changes to the active workflow', async () => {
		const jobs: string[] = [];
		for (const name of ['Renamed', 'Renamed again', 'Renamed once more']) {
			jobs.push(finishJob());
			workflow = await n8n.client.getWorkflow(workflow.id);
			const changed = await n8n.client.updateWorkflow(workflow.id, {
				name,
				nodes: moved(workflow),
				versionId: workflow.versionId,
			});
			jobs.push(finishJob());
			await n8n.client.activate(changed);
			await sleep(1_500);
		}
		expect(repeatedEvents(await waitForJobs(jobs))).toEqual([]);
	});

	test('over kills at any moment, again only after a kill and with the same key', async () => {
		const jobs: string[] = [];
		const kills: number[] = [];
		const finishing = setInterval(() => jobs.push(finishJob()), 250);
		try {
			for (const seconds of [4, 6, 7.5]) {
				await sleep(seconds * 1_000 + Math.random() * 2_500);
				await n8n.kill();
				kills.push(Date.now());
				await n8n.start();
			}
		} finally {
			clearInterval(finishing);
		}
		const events = await waitForJobs(jobs);
		await sleep(TWO_POLLS);
		expect(await emittedEvents(n8n.client, workflow.id)).toEqual(events);
		for (const { key, emittedAt: at, before } of repeatedEvents(events)) {
			expect(key).toBe(before.key);
			expect(kills.some((kill) => before.emittedAt <= kill && kill <= at)).toBe(true);
		}
	});

	test('over a kill between a poll and its execution', async () => {
		// No execution can be saved now: what a poll emits is lost.
		await blockExecutions(n8n.userFolder);
		const jobs = [finishJob(), finishJob()];
		await sleep(TWO_POLLS);
		await n8n.kill();
		await allowExecutions(n8n.userFolder);
		await n8n.start();
		await waitForJobs(jobs);
	});
});

/** The workflow's nodes, moved to the right: a change that makes a new version. */
const moved = ({ nodes }: SavedWorkflow) =>
	nodes.map((node) => ({
		...node,
		position: [node.position[0] + 20, node.position[1]] as [number, number],
	}));
