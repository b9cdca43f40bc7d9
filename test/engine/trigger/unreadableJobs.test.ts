import { setUp } from '../support/setup';
import { idsOf, jobsIn, STATUS, statusOf, workflowsIn } from '../support/trigger';

const setup = setUp();

const job = jobsIn(setup);

const workflow = workflowsIn(setup);

const HOUR = 3_600_000;

it('500s for one job → the others are reported, and that one by the next poll', async () => {
	const { poll } = workflow();
	await poll();
	const now = setup.sandbox.now() - 10_000;
	const broken = job('SUCCESS', now + 1_000);
	const fine = job('SUCCESS', now + 2_000);
	setup.sandbox.inject({
		fault: { kind: 'status', status: 500 },
		match: statusOf(broken),
		times: 5,
	});

	expect(idsOf(await poll())).toEqual([fine.id]);
	expect(idsOf(await poll())).toEqual([broken.id]);
}, 60_000);

it('fifteen jobs whose status is always a 403 → all others are reported', async () => {
	const { poll, pollOrFail } = workflow();
	await poll();
	const now = setup.sandbox.now() - 60_000;
	for (let index = 0; index < 15; index++) {
		const { id } = job('SUCCESS', now + index * 100);
		setup.sandbox.inject({
			fault: { kind: 'status', status: 403 },
			match: statusOf({ id }),
			times: null,
		});
	}
	const good = Array.from({ length: 20 }, (_, index) => job('SUCCESS', now + 5_000 + index).id);
	const events: unknown[] = [];
	for (let round = 0; round < 10; round++) events.push(...idsOf(await pollOrFail()));

	expect(events).toEqual(good);
});

it('a job whose status is always a 403 → a job that was pending before is still reported', async () => {
	const { poll, pollOrFail } = workflow();
	await poll();
	const a = job('PENDING');
	setup.sandbox.addLogEntry(a.id, { status: 'FAILURE' });
	await poll();
	const b = job('SUCCESS');
	setup.sandbox.inject({
		fault: { kind: 'status', status: 403 },
		match: statusOf(b),
		times: null,
	});
	setup.sandbox.finish(a.id, 'SUCCESS');
	const events: unknown[] = [];
	for (let round = 0; round < 10; round++) events.push(...idsOf(await pollOrFail()));

	expect(events).toEqual([a.id]);
});

it('299 jobs whose status cannot be read, more than the state holds → each is reported once later', async () => {
	const { poll } = workflowsIn(setup, { initialBackoff: 0.1 })();
	await poll();
	const ids = Array.from({ length: 300 }, () => job('SUCCESS').id);
	setup.sandbox.inject({
		fault: { kind: 'status', status: 403 },
		match: STATUS,
		after: 1,
		times: 299,
	});
	const first = idsOf(await poll());
	setup.sandbox.setOptions({ clockSkewMs: 2 * HOUR });
	const events = [...first];
	for (let more = 1; more < 5; more++) {
		setup.sandbox.setOptions({ clockSkewMs: (2 + more / 2) * HOUR });
		events.push(...idsOf(await poll()));
	}

	expect(events).toHaveLength(300);
	expect(new Set(events)).toEqual(new Set(ids));
});
