import { pollAllJobs } from '../../../nodes/Propexo/trigger/poll';
import { pollJobIds } from '../../../nodes/Propexo/trigger/pollJobIds';
import type { TriggerState } from '../../../nodes/Propexo/trigger/state';
import { SimulatedPropexo } from './support/simulatedPropexo';

const MINUTE = 60_000;

const PENDING = { write_status: 'PENDING', errors: [], created_record_id: null };

afterEach(() => jest.restoreAllMocks());

/** Activates the trigger; what it returns polls once a minute. */
async function activate(propexo: SimulatedPropexo, jobIds?: readonly string[]) {
	let state: TriggerState | undefined;
	const once = async (): Promise<string[] | 'failed'> => {
		const start = propexo.now;
		const poll = propexo.pollInput(state);
		const result = await (jobIds ? pollJobIds(poll, jobIds) : pollAllJobs(poll, {}, 0));
		propexo.now = Math.max(propexo.now, start + MINUTE);
		if (!result.ok) return 'failed';
		state = result.value.state;
		return result.value.found.flatMap(({ event }) =>
			event.event === 'stalled' ? [] : [event.job_id],
		);
	};
	if (!jobIds) await once();
	return async (minutes: number, before: (minute: number) => void = () => undefined) => {
		const emitted: string[] = [];
		let failed = 0;
		for (let minute = 0; minute < minutes; minute++) {
			before(minute);
			const result = await once();
			if (result === 'failed') failed++;
			else emitted.push(...result);
		}
		return { emitted, failed };
	};
}

it.each(['newestFirst', 'oldestFirst'] as const)(
	'450 jobs that stay PENDING after a failure do not delay the others (%s)',
	async (order) => {
		const propexo = new SimulatedPropexo();
		propexo.order = order;
		const polls = await activate(propexo);
		propexo.respondFor(
			propexo.addJobs(450, propexo.now, propexo.now + 50_000, 'FAILURE'),
			200,
			PENDING,
		);
		propexo.now += MINUTE;
		const good: string[] = [];
		const { emitted } = await polls(180, (minute) => {
			if (minute % 10 === 5)
				good.push(propexo.addJobs(1, propexo.now - 30_000, propexo.now - 20_000)[0]!.id);
		});

		expect(emitted).toEqual(good);
	},
);

it.each([403, 500])(
	'15 jobs whose status request fails with %i do not delay the others',
	async (status) => {
		const propexo = new SimulatedPropexo();
		const polls = await activate(propexo);
		propexo.respondFor(propexo.addJobs(15, propexo.now, propexo.now + 1_000), status);
		const good = propexo.addJobs(20, propexo.now + 5_000, propexo.now + 6_000).map(({ id }) => id);
		propexo.now += MINUTE;

		expect(await polls(30)).toEqual({ emitted: good, failed: 0 });
	},
);

it.each([403, 500])(
	'15 watched jobs whose status request fails with %i do not delay the others',
	async (status) => {
		const propexo = new SimulatedPropexo();
		const jobs = propexo.addJobs(40, propexo.now, propexo.now);
		propexo.respondFor(jobs.slice(0, 15), status);
		const polls = await activate(
			propexo,
			jobs.map(({ id }) => id),
		);

		expect((await polls(30)).emitted.sort()).toEqual(jobs.slice(15).map(({ id }) => id));
	},
);

it.each([
	['403', 403, {}],
	['a page that is no JSON', 200, '<html>'],
])(
	'where every status request fails with %s, polls fail, and later emit every job',
	async (_, status, body) => {
		const propexo = new SimulatedPropexo();
		const polls = await activate(propexo);
		const jobs = propexo.addJobs(5, propexo.now, propexo.now);
		propexo.respondFor(jobs, status, body);
		propexo.now += MINUTE;
		expect(await polls(60)).toEqual({ emitted: [], failed: 60 });
		propexo.statusResponses.clear();

		expect((await polls(5)).emitted).toEqual(jobs.map(({ id }) => id));
	},
);

it('the poll fails where the status of no watched job can be read', async () => {
	const propexo = new SimulatedPropexo();
	const jobs = propexo.addJobs(2, propexo.now, propexo.now);
	propexo.respondFor(jobs, 403);
	const polls = await activate(
		propexo,
		jobs.map(({ id }) => id),
	);

	expect(await polls(10)).toEqual({ emitted: [], failed: 10 });
});

it('a poll with time for one page a minute still reads the whole log while rows come in', async () => {
	const propexo = new SimulatedPropexo();
	propexo.latency = { page: 13_000, status: 40 };
	const polls = await activate(propexo);
	const old = propexo.addJobs(350, propexo.now - MINUTE, propexo.now + 40_000).map(({ id }) => id);
	propexo.now += MINUTE;
	const { emitted } = await polls(60, () =>
		propexo.addJobs(2, propexo.now - 30_000, propexo.now - 20_000),
	);

	expect(new Set(emitted).size).toBe(emitted.length);
	expect(old.filter((id) => !emitted.includes(id))).toEqual([]);
});

it('polls read an hour of the log, and a day now and then', async () => {
	const propexo = new SimulatedPropexo();
	const polls = await activate(propexo);
	await polls(30 * 60);
	const last = propexo.requestedRanges.slice(-240);

	expect(new Set(last)).toEqual(new Set(['hour', 'day']));
	expect(last.filter((range) => range === 'day').length).toBeLessThan(10);
});

it('a row whose ID has a lone surrogate is emitted', async () => {
	const propexo = new SimulatedPropexo();
	const polls = await activate(propexo);
	propexo.extraRows = [
		{
			id: 'x',
			job_id: 'gone',
			job_log_id: 'a\ud800',
			created_at: new Date(propexo.now + 1_000).toISOString(),
			status: 'FAILURE',
		},
	];
	propexo.now += MINUTE;

	expect(await polls(2)).toEqual({ emitted: ['gone'], failed: 0 });
});

it('a job whose status could not be read once is emitted by the next poll', async () => {
	const propexo = new SimulatedPropexo();
	const polls = await activate(propexo);
	const [first, second] = propexo.addJobs(2, propexo.now, propexo.now + 1_000);
	propexo.respondFor([first!], 403);
	propexo.now += 20 * 60 * MINUTE;
	expect((await polls(1)).emitted).toEqual([second!.id]);
	propexo.statusResponses.clear();

	expect((await polls(1)).emitted).toEqual([first!.id]);
});
