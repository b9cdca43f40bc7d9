import type { IDataObject } from 'n8n-workflow';

import { setUp } from './support/setup';
import { all, idsOf, jobsIn, keysOf } from './support/trigger';

const setup = setUp();

const HOUR = 3_600_000;

const job = jobsIn(setup);

const LOG = { path: '/v1/admin/logs/writes/' };

describe('jobs that cannot be read', () => {
	it('fifteen of them do not hold up the others for ever', async () => {
		const kept: IDataObject = {};
		await setup.engine.poll(all, kept);
		const now = setup.sandbox.now() - 60_000;
		for (let index = 0; index < 15; index++) {
			const { id } = job('SUCCESS', now + index * 100);
			setup.sandbox.inject({
				fault: { kind: 'status', status: 403 },
				match: { path: `/v1/admin/write-status/${id}` },
				times: null,
			});
		}
		const good = Array.from({ length: 20 }, (_, index) => job('SUCCESS', now + 5_000 + index).id);
		const events: unknown[] = [];
		for (let poll = 0; poll < 10; poll++)
			events.push(...idsOf(await setup.engine.poll(all, kept).catch(() => null)));

		expect(events).toEqual(good);
	});

	it('one of them does not hold up a job that was open before', async () => {
		const kept: IDataObject = {};
		await setup.engine.poll(all, kept);
		const a = job('PENDING');
		setup.sandbox.addLogEntry(a.id, { status: 'FAILURE' });
		await setup.engine.poll(all, kept);
		const b = job('SUCCESS');
		setup.sandbox.inject({
			fault: { kind: 'status', status: 403 },
			match: { path: `/v1/admin/write-status/${b.id}` },
			times: null,
		});
		setup.sandbox.finish(a.id, 'SUCCESS');
		const events: unknown[] = [];
		for (let poll = 0; poll < 10; poll++)
			events.push(...idsOf(await setup.engine.poll(all, kept).catch(() => null)));

		expect(events).toEqual([a.id]);
	});

	it('more than 200 that never end: the rest are stalled in time, and the log is not read further back for ever', async () => {
		const parameters = { ...all, triggerOn: ['stalled', 'success'], options: { stalledAfter: 5 } };
		const kept: IDataObject = {};
		await setup.engine.poll(parameters, kept);
		const ids = Array.from({ length: 205 }, () => {
			const { id } = job('PENDING');
			setup.sandbox.addLogEntry(id, { status: 'FAILURE' });
			return id;
		});
		const events: unknown[] = [];
		for (let poll = 0; poll < 6; poll++) {
			events.push(...idsOf(await setup.engine.poll(parameters, kept)));
			setup.sandbox.setOptions({ clockSkewMs: (poll + 1) * 10 * 60_000 });
		}
		setup.sandbox.setOptions({ clockSkewMs: 20 * 24 * HOUR });
		for (let poll = 0; poll < 3; poll++) await setup.engine.poll(parameters, kept);
		const last = setup.sandbox.requests
			.filter(({ path }) => path.startsWith(LOG.path))
			.at(-1)!.path;

		expect({ stalled: new Set(events).size, range: /time_range=(\w+)/.exec(last)?.[1] }).toEqual({
			stalled: ids.length,
			range: 'hour',
		});
	}, 60_000);
});

it('a stalled job whose state cannot be read for 40 minutes is not stalled a second time', async () => {
	const parameters = { ...all, triggerOn: ['stalled', 'success'], options: { stalledAfter: 5 } };
	const kept: IDataObject = {};
	await setup.engine.poll(parameters, kept);
	const { id } = job('PENDING');
	setup.sandbox.addLogEntry(id, { status: 'FAILURE' });
	const events: unknown[] = [];
	for (let minutes = 0; minutes <= 80; minutes += 10) {
		setup.sandbox.setOptions({ clockSkewMs: minutes * 60_000 });
		if (minutes === 20)
			setup.sandbox.inject({
				fault: { kind: 'status', status: 403 },
				match: { path: `/v1/admin/write-status/${id}` },
				times: null,
			});
		if (minutes === 70) setup.sandbox.clearFaults();
		events.push(...keysOf(await setup.engine.poll(parameters, kept)));
	}

	expect(events).toEqual([`${id}:PENDING`]);
});
