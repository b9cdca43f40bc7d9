import { eventually } from '../support/eventually';
import { requestsTo, setUp } from '../support/setup';
import { idsOf, jobsIn, STATUS, watchAll, workflowsIn } from '../support/trigger';

const setup = setUp();

const job = jobsIn(setup);

const workflow = workflowsIn(setup);

it('two polls at the same time → each event once', async () => {
	const { poll } = workflow();
	await poll();
	const ids = [job('SUCCESS').id, job('FAILURE').id];
	setup.sandbox.inject({
		fault: { kind: 'slow', delayMs: 200 },
		match: STATUS,
		times: null,
	});
	const both = await Promise.all([poll(), poll()]);

	expect(
		both
			.flatMap((events) => events ?? [])
			.map(({ job_id: id }) => id)
			.sort(),
	).toEqual(ids.sort());
});

it('two first polls with Look Back at the same time → each event once', async () => {
	const ids = [job('SUCCESS').id, job('FAILURE').id];
	const parameters = { ...watchAll, options: { lookBack: 'hour' } };
	const { poll } = workflow(parameters);
	setup.sandbox.inject({ fault: { kind: 'slow', delayMs: 200 }, match: STATUS, times: 2 });
	const both = await Promise.all([poll(), poll()]);

	expect(both.flatMap(idsOf).sort()).toEqual(ids.sort());
});

it('a slow poll that runs out of time beside a fast one → every job is reported once', async () => {
	const { poll, pollOrFail } = workflow();
	await poll();
	const now = setup.sandbox.now() - 60_000;
	const ids = Array.from({ length: 60 }, (_, index) => job('SUCCESS', now + index * 100).id);
	setup.sandbox.inject({ fault: { kind: 'slow', delayMs: 60 }, match: STATUS, times: null });
	const slow = pollOrFail({ budgetMs: 900 });
	await eventually('the slow poll asks for a job', () => requestsTo(setup, STATUS.path).length > 0);
	const events = [...idsOf(await pollOrFail({ budgetMs: 200 })), ...idsOf(await slow)];
	setup.sandbox.clearFaults();
	setup.sandbox.setOptions({ clockSkewMs: 50 * 60_000 });
	for (let round = 0; round < 5; round++) events.push(...idsOf(await poll()));

	expect(events.sort()).toEqual(ids.sort());
});
