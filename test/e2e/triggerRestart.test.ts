import { setTimeout as sleep } from 'node:timers/promises';

import type { SavedWorkflow } from './host/types';
import {
	followWorkflow,
	repeatsIn,
	SECONDS_BETWEEN_POLLS,
	seenEvents,
	untilGivenOut,
} from './support/following';
import { type OwnN8n, startOwnN8n } from './support/ownN8n';
import { startPropexo, type TestPropexo } from './support/propexo';
import { allowExecutions, refuseExecutions } from './support/sqlite';

const TWO_POLLS = 2 * SECONDS_BETWEEN_POLLS * 1_000 + 1_000;

let n8n: OwnN8n;
let propexo: TestPropexo;
let workflow: SavedWorkflow;

beforeAll(async () => {
	n8n = await startOwnN8n('trigger');
	propexo = await startPropexo(n8n.client, 'Trigger restart test', { limit: 10_000 });
	propexo.sandbox.addJob({ id: 'before-activation' });
	workflow = await n8n.client.createWorkflow(followWorkflow(propexo.credential));
	await n8n.client.activate(workflow);
});
afterAll(async () => {
	await n8n?.end();
	await propexo?.sandbox.close();
});

const finishJob = (): string => propexo.sandbox.addJob({ status: 'SUCCESS' }).id;

const givenOut = async (jobIds: readonly string[]) =>
	await untilGivenOut(n8n.client, workflow.id, jobIds);

describe('the trigger gives out every outcome', () => {
	test('over a deactivation, and no outcome twice', async () => {
		const first = finishJob();
		await givenOut([first]);
		await n8n.client.deactivate(workflow.id);
		const meanwhile = [finishJob(), finishJob()];
		workflow = await n8n.client.getWorkflow(workflow.id);
		await n8n.client.activate(workflow);
		const seen = await givenOut([first, ...meanwhile]);
		expect(repeatsIn(seen)).toEqual([]);
		expect(seen.map(({ jobId }) => jobId)).not.toContain('before-activation');
	});

	test('over changes to the active workflow', async () => {
		const jobs: string[] = [];
		for (const name of ['Followed', 'Followed again', 'Followed once more']) {
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
		expect(repeatsIn(await givenOut(jobs))).toEqual([]);
	});

	test('over kills at any moment; only after one an outcome may come again, with the same key', async () => {
		const jobs: string[] = [];
		const kills: number[] = [];
		const work = setInterval(() => jobs.push(finishJob()), 250);
		try {
			for (const seconds of [4, 6, 7.5]) {
				await sleep(seconds * 1_000 + Math.random() * 2_500);
				await n8n.kill();
				kills.push(Date.now());
				await n8n.start();
			}
		} finally {
			clearInterval(work);
		}
		const seen = await givenOut(jobs);
		await sleep(TWO_POLLS);
		expect(await seenEvents(n8n.client, workflow.id)).toEqual(seen);
		for (const { key, at, before } of repeatsIn(seen)) {
			expect(key).toBe(before.key);
			expect(kills.some((kill) => before.at <= kill && kill <= at)).toBe(true);
		}
	});

	test('over a kill between a poll and its execution', async () => {
		// From now on no execution can be saved: what a poll gives out is lost on its way.
		await refuseExecutions(n8n.userFolder);
		const jobs = [finishJob(), finishJob()];
		await sleep(TWO_POLLS);
		await n8n.kill();
		await allowExecutions(n8n.userFolder);
		await n8n.start();
		await givenOut(jobs);
	});
});

/** The workflow's nodes, a little to the right: a change that makes another version. */
const moved = ({ nodes }: SavedWorkflow) =>
	nodes.map((node) => ({
		...node,
		position: [node.position[0] + 20, node.position[1]] as [number, number],
	}));
