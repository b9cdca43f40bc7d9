import type { IDataObject } from 'n8n-workflow';

import { setUp } from '../support/setup';
import {
	copyOf,
	idsOf,
	inAnotherProcess,
	jobsIn,
	keysOf,
	watchAll,
	workflowsIn,
} from '../support/trigger';

const setup = setUp();

const job = jobsIn(setup);

const workflow = workflowsIn(setup);

describe('a restart of n8n, which may have stored the state but not the execution', () => {
	it('the events of the last poll come again with the same keys, and what finished since', async () => {
		const { poll, staticData } = workflow();
		await poll();
		const first = job('SUCCESS', setup.sandbox.now() - 2_000);
		await poll();
		const second = job('FAILURE', setup.sandbox.now() - 1_000);
		const events = await poll();
		const after = inAnotherProcess(staticData, 5);
		const meanwhile = job('SUCCESS');
		const repeated = await setup.engine.poll(watchAll, after);

		expect(idsOf(repeated)).toEqual([second.id, meanwhile.id]);
		expect(idsOf(repeated)).not.toContain(first.id);
		expect(repeated?.[0]).toEqual(events?.[0]);
		expect(await setup.engine.poll(watchAll, after)).toBeNull();
	});

	it('a second restart → not again, so that an event that crashes n8n does not do so forever', async () => {
		const { poll, staticData } = workflow();
		await poll();
		job('SUCCESS');
		await poll();
		const after = inAnotherProcess(staticData, 5);

		expect(await setup.engine.poll(watchAll, after)).toHaveLength(1);
		expect(await setup.engine.poll(watchAll, inAnotherProcess(after, 5))).toBeNull();
	});

	it.each([
		['a poll without events came in between', 5, true],
		['the last events are more than ten minutes old', 11, false],
	])('nothing is repeated when %s', async (_, minutes, pollsAgain) => {
		const { poll, staticData } = workflow();
		await poll();
		job('SUCCESS');
		await poll();
		if (pollsAgain) await poll();

		expect(await setup.engine.poll(watchAll, inAnotherProcess(staticData, minutes))).toBeNull();
	});

	it('the events of a first poll with Look Back, and of Job IDs, come again', async () => {
		const { id } = job('SUCCESS');
		for (const parameters of [
			{ ...watchAll, options: { lookBack: 'hour' } },
			{ ...watchAll, watch: 'jobIds', jobIds: id },
		]) {
			const { poll, staticData } = workflow(parameters);
			expect(await poll()).toMatchObject([{ job_id: id }]);
			expect(await setup.engine.poll(parameters, inAnotherProcess(staticData, 5))).toMatchObject([
				{ job_id: id },
			]);
		}
	});
});

it('two polls from the same stored state → the same event with the same key', async () => {
	const { poll, staticData } = workflow();
	await poll();
	job('SUCCESS');
	const copy = copyOf(staticData);
	const once = await poll();
	const twice = await setup.engine.poll(watchAll, copy);

	expect(once).toHaveLength(1);
	expect(twice).toEqual(once);
});

it('two main instances that take turns, as with the durable scheduler → each event once', async () => {
	let staticData: IDataObject = {};
	await setup.engine.poll(watchAll, staticData);
	const events: unknown[] = [];
	for (let round = 0; round < 4; round++) {
		if (round < 2) job();
		// The other instance reads what this one committed.
		staticData = inAnotherProcess(staticData);
		events.push(...keysOf(await setup.engine.poll(watchAll, staticData)));
	}

	expect(events).toEqual([...new Set(events)]);
});

it('a first poll that is repeated after a restart → looks back as far as the first one did', async () => {
	const parameters = { ...watchAll, options: { lookBack: 'hour' } };
	const { id } = job('SUCCESS', setup.sandbox.now() - 52 * 60_000);
	const { poll, staticData } = workflow(parameters);
	expect(idsOf(await poll())).toEqual([id]);
	setup.sandbox.setOptions({ clockSkewMs: 9 * 60_000 });

	expect(idsOf(await setup.engine.poll(parameters, inAnotherProcess(staticData, 9)))).toEqual([id]);
});
