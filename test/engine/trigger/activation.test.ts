import { setUp } from '../support/setup';
import { idsOf, jobsIn, watchAll, workflowsIn } from '../support/trigger';

const setup = setUp();

const job = jobsIn(setup);

const workflow = workflowsIn(setup);

it('the first poll returns nothing; later ones return what finished since, in order of finishing', async () => {
	job('SUCCESS');
	const { poll } = workflow();
	expect(await poll()).toBeNull();

	const now = setup.sandbox.now() - 10_000;
	const second = job('FAILURE', now + 2_000);
	const first = job('SUCCESS', now + 1_000);
	const third = job('PARTIAL_SUCCESS', now + 3_000);
	const events = await poll();

	expect(events?.map(({ event, job_id: id }) => [event, id])).toEqual([
		['success', first.id],
		['failure', second.id],
		['partialSuccess', third.id],
	]);
	expect(await poll()).toBeNull();
});

it('a changed filter starts over: jobs that finished before it are not reported', async () => {
	const { poll, staticData } = workflow();
	await poll();
	job('SUCCESS');
	const filtered = { ...watchAll, filters: { writeCategory: 'resident_charges' } };

	expect(await setup.engine.poll(filtered, staticData)).toBeNull();
});

it('Look Back of an hour: the first poll reports a job of 30 minutes ago, not one of 90', async () => {
	const recent = job('SUCCESS', setup.sandbox.now() - 30 * 60_000);
	job('SUCCESS', setup.sandbox.now() - 90 * 60_000);
	const { poll } = workflow({ ...watchAll, options: { lookBack: 'hour' } });

	expect(idsOf(await poll())).toEqual([recent.id]);
	expect(await poll()).toBeNull();
});
