import { setUp } from '../support/setup';
import { idsOf, jobsIn, statusOf, workflowsIn } from '../support/trigger';

const setup = setUp();

const job = jobsIn(setup);

const workflow = workflowsIn(setup);

it.each(['newestFirst', 'oldestFirst', 'shuffled'] as const)(
	'a log in the order %s → events in order of finishing',
	async (logOrder) => {
		setup.sandbox.setOptions({ logOrder });
		const { poll } = workflow();
		await poll();
		const now = setup.sandbox.now() - 10_000;
		const ids = [1, 2, 3].map((second) => job('SUCCESS', now + second * 1_000).id);

		expect(idsOf(await poll())).toEqual(ids);
	},
);

it('a job whose status could not be read → reported by the next poll, before jobs that finished after it', async () => {
	const { poll } = workflow();
	await poll();
	const now = setup.sandbox.now() - 10_000;
	const [late, first] = [job('SUCCESS', now + 2_000), job('SUCCESS', now + 1_000)];
	setup.sandbox.inject({
		fault: { kind: 'status', status: 401 },
		match: statusOf(late),
	});
	expect(idsOf(await poll())).toEqual([first.id]);
	const last = job('SUCCESS', now + 3_000);

	expect(idsOf(await poll())).toEqual([late.id, last.id]);
});
