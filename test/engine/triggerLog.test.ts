import { execFileSync } from 'node:child_process';

import type { IDataObject } from 'n8n-workflow';

import { setUp } from './support/setup';
import { all, idsOf, jobsIn, keysOf } from './support/trigger';

const setup = setUp();

const job = jobsIn(setup);

const LOG = { path: '/v1/admin/logs/writes/' };

describe('the log', () => {
	const row = (changes: IDataObject): IDataObject => ({
		id: 'row',
		created_at: new Date(setup.sandbox.now()).toISOString(),
		job_id: 'j',
		job_log_id: null,
		status: 'SUCCESS',
		integration_id: 'i',
		job_type: 'CREATE_INVOICE',
		error: null,
		name: 'n',
		vendor: 'BUILDIUM',
		...changes,
	});
	const logOf = (rows: IDataObject[]) => {
		setup.sandbox.clearFaults();
		setup.sandbox.inject({
			fault: { kind: 'status', status: 200, body: { results: { logs: rows } } },
			match: LOG,
			times: null,
		});
	};

	it.each([
		['the id stays', { id: 'row' }],
		['rows have no id', { id: undefined }],
	])(
		'a job that fails and later succeeds is given out for each, also where %s',
		async (_, changes) => {
			const kept: IDataObject = {};
			await setup.engine.poll(all, kept);
			const { id } = job('FAILURE');
			logOf([row({ job_id: id, status: 'FAILURE', ...changes })]);
			const events = keysOf(await setup.engine.poll(all, kept));
			setup.sandbox.finish(id, 'SUCCESS');
			setup.sandbox.setOptions({ clockSkewMs: 60_000 });
			logOf([row({ job_id: id, ...changes })]);
			events.push(...keysOf(await setup.engine.poll(all, kept)));

			expect(events).toEqual([`${id}:FAILURE`, `${id}:SUCCESS`]);
		},
	);

	it.each([
		['created_at in milliseconds', () => ({ created_at: setup.sandbox.now() })],
		['created_at missing', () => ({ created_at: undefined })],
	])(
		'a row with %s is either given out or a failure, but never passed over in silence',
		async (_, changes) => {
			const kept: IDataObject = {};
			await setup.engine.poll(all, kept);
			const { id } = job();
			logOf([row({ job_id: id, ...(changes() as IDataObject) })]);
			const outcome = await setup.engine.poll(all, kept).then(idsOf, () => 'a failure');

			expect([[id], 'a failure']).toContainEqual(outcome);
		},
	);

	it('a job that is tried again after an hour and fails again is one event', async () => {
		const kept: IDataObject = {};
		await setup.engine.poll(all, kept);
		const { id } = job('FAILURE');
		const events = keysOf(await setup.engine.poll(all, kept));
		for (const minutes of [40, 80]) {
			setup.sandbox.setOptions({ clockSkewMs: minutes * 60_000 });
			events.push(...keysOf(await setup.engine.poll(all, kept)));
		}
		setup.sandbox.finish(id, 'FAILURE', { at: setup.sandbox.now() });
		events.push(...keysOf(await setup.engine.poll(all, kept)));

		expect(events).toEqual([`${id}:FAILURE`]);
	});
});

it('a row that shows up 40 minutes after its own date is found', async () => {
	setup.sandbox.setOptions({ logLagMs: 40 * 60_000 });
	const kept: IDataObject = {};
	await setup.engine.poll(all, kept);
	const { id } = job();
	const events: unknown[] = [];
	for (let minutes = 1; minutes < 90; minutes += 8) {
		setup.sandbox.setOptions({ clockSkewMs: minutes * 60_000 });
		events.push(...idsOf(await setup.engine.poll(all, kept)));
	}

	expect(events).toEqual([id]);
});

it('a date without a zone is in UTC, wherever n8n runs', () => {
	const script = `
		const { readLogPage } = require('./dist/nodes/Propexo/transport/writeLog.js');
		const logs = [{ job_id: 'a', created_at: '2026-11-30T12:00:00' }, { job_id: 'b', created_at: '2026-11-30 12:00:00.5' }];
		const read = async () => ({ kind: 'answer', status: 200, headers: {}, body: { results: { logs } }, isJson: true });
		readLogPage({ read }, {}).then(({ page }) => console.log(page.rows.map((row) => row.created_at).join(' ')));`;
	const out = execFileSync(process.execPath, ['-e', script], {
		env: { ...process.env, TZ: 'Asia/Tokyo' },
		encoding: 'utf8',
	});

	expect(out.trim()).toBe('2026-11-30T12:00:00.000Z 2026-11-30T12:00:00.500Z');
});
