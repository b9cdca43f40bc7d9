import { pause } from '../support/eventually';
import { setUp } from '../support/setup';
import { idsOf, jobsIn, watchAll, workflowsIn } from '../support/trigger';

const setup = setUp();

const job = jobsIn(setup);

const workflow = workflowsIn(setup);

it('a finished and a pending job → one event for each, and no more requests for one that succeeded', async () => {
	const done = job('SUCCESS');
	const pending = setup.sandbox.addJob({ status: 'PENDING' });
	const { poll } = workflow({ ...watchAll, watch: 'jobIds', jobIds: `${done.id}, ${pending.id}` });

	expect(idsOf(await poll())).toEqual([done.id]);
	expect(await poll()).toBeNull();
	setup.sandbox.finish(pending.id, 'FAILURE');
	expect((await poll())?.map(({ job_id: id, event }) => [id, event])).toEqual([
		[pending.id, 'failure'],
	]);
	const requests = setup.sandbox.requests.filter(({ path }) => path.endsWith(done.id));
	expect(requests).toHaveLength(1);
});

it('an unknown job → the poll fails with configuration-invalid', async () => {
	const { poll } = workflow({ ...watchAll, watch: 'jobIds', jobIds: 'job-unknown' });

	await expect(poll()).rejects.toMatchObject({ failure: { cause: 'configuration-invalid' } });
});

it('a rate limit shorter than the list → the last job of the list is reported, too', async () => {
	const failed = Array.from({ length: 20 }, () => job('FAILURE').id);
	const good = job('SUCCESS').id;
	const parameters = { ...watchAll, watch: 'jobIds', jobIds: [...failed, good].join(',') };
	setup.sandbox.setOptions({ limit: 12, minuteMs: 1_000 });
	const { pollOrFail } = workflowsIn(setup, { rateLimitWindow: 1_000 })(parameters);
	const events: unknown[] = [];
	for (let round = 0; round < 20 && !events.includes(good); round++) {
		events.push(...idsOf(await pollOrFail({ budgetMs: 300 })));
		await pause(1_100);
	}

	expect(setup.sandbox.requests.filter(({ path }) => path.endsWith(good))).not.toHaveLength(0);
	expect(events).toContain(good);
});

it.each([' ', ';'])('job IDs separated by %p → all are watched', async (separator) => {
	const ids = [job().id, job().id];
	expect(
		idsOf(
			await setup.engine.poll({ ...watchAll, watch: 'jobIds', jobIds: ids.join(separator) }, {}),
		),
	).toEqual(ids);
});
