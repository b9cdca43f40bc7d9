import type { INodeParameters } from 'n8n-workflow';

import { setUp } from '../support/setup';
import { idsOf, jobsIn, keysOf, LOG, statusOf, watchAll, workflowsIn } from '../support/trigger';

const setup = setUp();

const job = jobsIn(setup);

const workflow = workflowsIn(setup);

const HOUR = 3_600_000;

describe('a job that stays PENDING', () => {
	afterEach(() => jest.restoreAllMocks());

	const triggerOn = ['stalled', 'success'];

	it('after Stalled After → one stalled event; a success is still reported', async () => {
		const { id } = setup.sandbox.addJob({ status: 'PENDING' });
		const { poll } = workflow({
			watch: 'jobIds',
			jobIds: id,
			triggerOn,
			options: { stalledAfter: 5 },
		});
		expect(await poll()).toBeNull();

		const later = Date.now() + 6 * 60_000;
		jest.spyOn(Date, 'now').mockImplementation(() => later);
		expect(await poll()).toMatchObject([
			{ event: 'stalled', job_id: id, write_status: 'PENDING', deduplication_key: `${id}:PENDING` },
		]);
		expect(await poll()).toBeNull();
		setup.sandbox.finish(id, 'SUCCESS');
		// Its status is checked again after a tenth of its age.
		jest.spyOn(Date, 'now').mockImplementation(() => later + 60_000);
		expect(await poll()).toMatchObject([{ event: 'success', job_id: id }]);
	});

	it('All Write Jobs, and the log lists an attempt of it → one stalled event', async () => {
		const { poll } = workflow({ ...watchAll, triggerOn, options: { stalledAfter: 5 } });
		await poll();
		const { id } = setup.sandbox.addJob({ status: 'PENDING' });
		setup.sandbox.addLogEntry(id, { status: 'FAILURE' });
		expect(await poll()).toBeNull();
		setup.sandbox.setOptions({ clockSkewMs: 6 * 60_000 });

		expect(await poll()).toMatchObject([{ event: 'stalled', job_id: id }]);
		expect(await poll()).toBeNull();
	});
});

it('more than 200 jobs stay PENDING → each one stalled event, and the log is still read for an hour only', async () => {
	const parameters = {
		...watchAll,
		triggerOn: ['stalled', 'success'],
		options: { stalledAfter: 5 },
	};
	const { poll } = workflow(parameters);
	await poll();
	const ids = Array.from({ length: 205 }, () => {
		const { id } = job('PENDING');
		setup.sandbox.addLogEntry(id, { status: 'FAILURE' });
		return id;
	});
	const events: unknown[] = [];
	for (let round = 0; round < 6; round++) {
		events.push(...idsOf(await poll()));
		setup.sandbox.setOptions({ clockSkewMs: (round + 1) * 10 * 60_000 });
	}
	setup.sandbox.setOptions({ clockSkewMs: 20 * 24 * HOUR });
	for (let round = 0; round < 3; round++) await poll();
	const last = setup.sandbox.requests.filter(({ path }) => path.startsWith(LOG.path)).at(-1)!.path;

	expect({ stalled: new Set(events).size, range: /time_range=(\w+)/.exec(last)?.[1] }).toEqual({
		stalled: ids.length,
		range: 'hour',
	});
}, 60_000);

it('a stalled job whose status cannot be read for 40 minutes → no second stalled event', async () => {
	const parameters = {
		...watchAll,
		triggerOn: ['stalled', 'success'],
		options: { stalledAfter: 5 },
	};
	const { poll } = workflow(parameters);
	await poll();
	const { id } = job('PENDING');
	setup.sandbox.addLogEntry(id, { status: 'FAILURE' });
	const events: unknown[] = [];
	for (let minutes = 0; minutes <= 80; minutes += 10) {
		setup.sandbox.setOptions({ clockSkewMs: minutes * 60_000 });
		if (minutes === 20)
			setup.sandbox.inject({
				fault: { kind: 'status', status: 403 },
				match: statusOf({ id }),
				times: null,
			});
		if (minutes === 70) setup.sandbox.clearFaults();
		events.push(...keysOf(await poll()));
	}

	expect(events).toEqual([`${id}:PENDING`]);
});

it.each([0, '', -5, null])(
	'Stalled After of %p → no stalled event right away',
	async (stalledAfter) => {
		const { id } = job('PENDING');
		const parameters = {
			watch: 'jobIds',
			jobIds: id,
			triggerOn: ['stalled'],
			options: { stalledAfter },
		} as INodeParameters;

		expect(await setup.engine.poll(parameters, {}).catch(() => null)).toBeNull();
	},
);
