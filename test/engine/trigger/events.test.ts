import { setUp } from '../support/setup';
import { idsOf, jobsIn, keysOf, logRow, setLog, watchAll, workflowsIn } from '../support/trigger';

const setup = setUp();

const job = jobsIn(setup);

const workflow = workflowsIn(setup);

const HOUR = 3_600_000;

it('a finished job → an event with the fields of the log and of write-status', async () => {
	const { poll } = workflow();
	await poll();
	const finished = job('SUCCESS');
	const [event] = (await poll()) ?? [];

	expect(event).toEqual({
		event: 'success',
		job_id: finished.id,
		write_status: 'SUCCESS',
		created_record_id: finished.createdRecordId,
		errors: [],
		integration_id: expect.any(String) as string,
		pms: expect.any(String) as string,
		job_type: expect.any(String) as string,
		job_log_id: expect.any(String) as string,
		finished_at: expect.stringMatching(/^\d{4}-/) as string,
		deduplication_key: `${finished.id}:SUCCESS`,
	});
});

it('Trigger On Failed alone → only the failed job is reported', async () => {
	const { poll } = workflow({ ...watchAll, triggerOn: ['failure'] });
	await poll();
	job('SUCCESS');
	const failed = job('FAILURE');

	expect(idsOf(await poll())).toEqual([failed.id]);
});

it('a job that fails and later succeeds → one event for each outcome', async () => {
	const { poll } = workflow();
	await poll();
	const { id } = job('FAILURE', setup.sandbox.now() - 1_000);
	const first = await poll();
	setup.sandbox.finish(id, 'SUCCESS', { at: setup.sandbox.now() });
	const second = await poll();

	expect(
		[first, second].flatMap((events) => events ?? []).map(({ deduplication_key: key }) => key),
	).toEqual([`${id}:FAILURE`, `${id}:SUCCESS`]);
	expect(await poll()).toBeNull();
});

it('a log that lists child jobs → the event names the root job', async () => {
	setup.sandbox.setOptions({ logJobId: 'child' });
	const { poll } = workflow();
	await poll();
	const { id } = job('SUCCESS');

	expect((await poll())?.map(({ job_id: jobId }) => jobId)).toEqual([id]);
});

it('a child job whose root cannot be looked up → reported by the next poll', async () => {
	setup.sandbox.setOptions({ logJobId: 'child' });
	const { poll } = workflow();
	await poll();
	const [first, second] = [job('SUCCESS'), job('PARTIAL_SUCCESS')];
	setup.sandbox.inject({
		fault: { kind: 'status', status: 401 },
		match: { path: '/v1/admin/job-logs/' },
	});

	const ids = [...idsOf(await poll()), ...idsOf(await poll())];
	expect(ids.sort()).toEqual([first.id, second.id].sort());
});

it('a success that the log lists twice, the second time late → one event', async () => {
	setup.sandbox.setOptions({ logLagMs: 60_000 });
	const { poll } = workflow();
	await poll();
	const { id } = job('FAILURE', setup.sandbox.now());
	setup.sandbox.setOptions({ clockSkewMs: HOUR });
	setup.sandbox.finish(id, 'SUCCESS');
	expect(await poll()).toMatchObject([{ deduplication_key: `${id}:SUCCESS` }]);
	setup.sandbox.setOptions({ clockSkewMs: HOUR + 120_000 });

	expect(await poll()).toBeNull();
});

it.each([
	['both log rows have the same ID', { id: 'row' }],
	['log rows have no ID', { id: undefined }],
])(
	'a job that fails and later succeeds → one event for each outcome where %s',
	async (_, changes) => {
		const { poll } = workflow();
		await poll();
		const { id } = job('FAILURE');
		setLog(setup, [logRow(setup, { job_id: id, status: 'FAILURE', ...changes })]);
		const events = keysOf(await poll());
		setup.sandbox.finish(id, 'SUCCESS');
		setup.sandbox.setOptions({ clockSkewMs: 60_000 });
		setLog(setup, [logRow(setup, { job_id: id, ...changes })]);
		events.push(...keysOf(await poll()));

		expect(events).toEqual([`${id}:FAILURE`, `${id}:SUCCESS`]);
	},
);

it('a job that is retried after an hour and fails again → one event', async () => {
	const { poll } = workflow();
	await poll();
	const { id } = job('FAILURE');
	const events = keysOf(await poll());
	for (const minutes of [40, 80]) {
		setup.sandbox.setOptions({ clockSkewMs: minutes * 60_000 });
		events.push(...keysOf(await poll()));
	}
	setup.sandbox.finish(id, 'FAILURE', { at: setup.sandbox.now() });
	events.push(...keysOf(await poll()));

	expect(events).toEqual([`${id}:FAILURE`]);
});
