import { execFileSync } from 'node:child_process';

import type { IDataObject } from 'n8n-workflow';

import { setUp } from '../support/setup';
import { idsOf, jobsIn, logRow, setLog, workflowsIn } from '../support/trigger';

const setup = setUp();

const job = jobsIn(setup);

const workflow = workflowsIn(setup);

const HOUR = 3_600_000;

it('250 finished jobs, on several pages of the log → one event for each', async () => {
	const { poll } = workflow();
	await poll();
	const ids = Array.from({ length: 250 }, () => job('SUCCESS').id);
	const events = (await poll()) ?? [];

	expect(new Set(events.map(({ job_id: id }) => id))).toEqual(new Set(ids));
	expect(events).toHaveLength(250);
});

it('an outage of five hours → the job that finished before it is reported once', async () => {
	const { poll } = workflow();
	await poll();
	const missed = job('SUCCESS', setup.sandbox.now());
	setup.sandbox.setOptions({ clockSkewMs: 5 * 3_600_000 });

	expect(idsOf(await poll())).toEqual([missed.id]);
	expect(await poll()).toBeNull();
});

it('rows that move between two pages while the log is read → no job is lost', async () => {
	setup.sandbox.setOptions({ logOrder: 'oldestFirst' });
	const { poll } = workflow();
	await poll();
	const now = setup.sandbox.now();
	const jobs = Array.from({ length: 130 }, (_, index) => job('FAILURE', now + index));
	setup.sandbox.setOptions({ clockSkewMs: 2 * HOUR });
	let pages = 0;
	setup.sandbox.beforeAnswer(() => {
		// An hour does not reach back far enough: the third request is for the second page of a day.
		if (++pages === 3) for (const { id } of jobs.slice(0, 20)) setup.sandbox.finish(id, 'SUCCESS');
	});
	const events = [...idsOf(await poll()), ...idsOf(await poll())];

	expect(new Set(events)).toEqual(new Set(jobs.map(({ id }) => id)));
});

it('a log row that appears 40 minutes after its own date → reported once', async () => {
	setup.sandbox.setOptions({ logLagMs: 40 * 60_000 });
	const { poll } = workflow();
	await poll();
	const { id } = job();
	const events: unknown[] = [];
	for (let minutes = 1; minutes < 90; minutes += 8) {
		setup.sandbox.setOptions({ clockSkewMs: minutes * 60_000 });
		events.push(...idsOf(await poll()));
	}

	expect(events).toEqual([id]);
});

it.each([
	['created_at in milliseconds', () => ({ created_at: setup.sandbox.now() })],
	['created_at missing', () => ({ created_at: undefined })],
])('a log row with %s → an event or a failed poll, never a skipped row', async (_, changes) => {
	const { poll } = workflow();
	await poll();
	const { id } = job();
	setLog(setup, [logRow(setup, { job_id: id, ...(changes() as IDataObject) })]);
	const outcome = await poll().then(idsOf, () => 'a failed poll');

	expect([[id], 'a failed poll']).toContainEqual(outcome);
});

it('created_at without a time zone → UTC, in whatever time zone n8n runs', () => {
	const script = `
		const { readLogPage } = require('./dist/nodes/Propexo/transport/writeLog.js');
		const logs = [{ job_id: 'a', created_at: '2026-11-30T12:00:00' }, { job_id: 'b', created_at: '2026-11-30 12:00:00.5' }];
		const read = async () => ({ kind: 'response', status: 200, headers: {}, body: { results: { logs } }, isJson: true });
		readLogPage({ read }, {}).then(({ value }) => console.log(value.rows.map((row) => row.created_at).join(' ')));`;
	const out = execFileSync(process.execPath, ['-e', script], {
		env: { ...process.env, TZ: 'Asia/Tokyo' },
		encoding: 'utf8',
	});

	expect(out.trim()).toBe('2026-11-30T12:00:00.000Z 2026-11-30T12:00:00.500Z');
});
