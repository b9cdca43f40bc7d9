import { pollAllJobs } from '../../../nodes/Propexo/trigger/poll';
import { pollJobIds } from '../../../nodes/Propexo/trigger/pollJobIds';
import type { TriggerState } from '../../../nodes/Propexo/trigger/state';
import { SimulatedPropexo } from './support/simulatedPropexo';

const MINUTE = 60_000;

const PENDING = { write_status: 'PENDING', errors: [], created_record_id: null };

afterEach(() => jest.restoreAllMocks());

/** An armed trigger that polls once a minute. */
async function trigger(propexo: SimulatedPropexo, jobIds?: readonly string[]) {
	let state: TriggerState | undefined;
	const once = async (): Promise<string[] | 'failed'> => {
		const start = propexo.now;
		const poll = propexo.poll(state);
		const result = await (jobIds ? pollJobIds(poll, jobIds) : pollAllJobs(poll, {}, 0));
		propexo.now = Math.max(propexo.now, start + MINUTE);
		if ('delivery' in result) return 'failed';
		state = result.state;
		return result.found.flatMap(({ event }) => (event.event === 'stalled' ? [] : [event.job_id]));
	};
	if (!jobIds) await once();
	return async (minutes: number, before: (minute: number) => void = () => undefined) => {
		const given: string[] = [];
		let failed = 0;
		for (let minute = 0; minute < minutes; minute++) {
			before(minute);
			const result = await once();
			if (result === 'failed') failed++;
			else given.push(...result);
		}
		return { given, failed };
	};
}

it.each(['newestFirst', 'oldestFirst'] as const)(
	'hundreds of jobs that are tried and tried do not hold up the others (%s)',
	async (order) => {
		const propexo = new SimulatedPropexo();
		propexo.order = order;
		const polls = await trigger(propexo);
		propexo.answerFor(propexo.add(450, propexo.now, propexo.now + 50_000, 'FAILURE'), 200, PENDING);
		propexo.now += MINUTE;
		const good: string[] = [];
		const { given } = await polls(180, (minute) => {
			if (minute % 10 === 5)
				good.push(propexo.add(1, propexo.now - 30_000, propexo.now - 20_000)[0]!.id);
		});

		expect(given).toEqual(good);
	},
);

it.each([403, 500])(
	'fifteen jobs that Propexo answers with %i do not hold up the others',
	async (status) => {
		const propexo = new SimulatedPropexo();
		const polls = await trigger(propexo);
		propexo.answerFor(propexo.add(15, propexo.now, propexo.now + 1_000), status);
		const good = propexo.add(20, propexo.now + 5_000, propexo.now + 6_000).map(({ id }) => id);
		propexo.now += MINUTE;

		expect(await polls(30)).toEqual({ given: good, failed: 0 });
	},
);

it.each([403, 500])(
	'fifteen named jobs that Propexo answers with %i do not hold up the others',
	async (status) => {
		const propexo = new SimulatedPropexo();
		const jobs = propexo.add(40, propexo.now, propexo.now);
		propexo.answerFor(jobs.slice(0, 15), status);
		const polls = await trigger(
			propexo,
			jobs.map(({ id }) => id),
		);

		expect((await polls(30)).given.sort()).toEqual(jobs.slice(15).map(({ id }) => id));
	},
);

it.each([
	['403', 403, {}],
	['a page that is no JSON', 200, '<html>'],
])(
	'an account in which every job is answered with %s fails, and loses nothing',
	async (_, status, body) => {
		const propexo = new SimulatedPropexo();
		const polls = await trigger(propexo);
		const jobs = propexo.add(5, propexo.now, propexo.now);
		propexo.answerFor(jobs, status, body);
		propexo.now += MINUTE;
		expect(await polls(60)).toEqual({ given: [], failed: 60 });
		propexo.answers.clear();

		expect((await polls(5)).given).toEqual(jobs.map(({ id }) => id));
	},
);

it('named jobs of which none can be read make the poll fail', async () => {
	const propexo = new SimulatedPropexo();
	const jobs = propexo.add(2, propexo.now, propexo.now);
	propexo.answerFor(jobs, 403);
	const polls = await trigger(
		propexo,
		jobs.map(({ id }) => id),
	);

	expect(await polls(10)).toEqual({ given: [], failed: 10 });
});

it('a log of which a poll reads but a page gets on, though rows come in', async () => {
	const propexo = new SimulatedPropexo();
	propexo.costs = { page: 13_000, status: 40 };
	const polls = await trigger(propexo);
	const old = propexo.add(350, propexo.now - MINUTE, propexo.now + 40_000).map(({ id }) => id);
	propexo.now += MINUTE;
	const { given } = await polls(60, () =>
		propexo.add(2, propexo.now - 30_000, propexo.now - 20_000),
	);

	expect(new Set(given).size).toBe(given.length);
	expect(old.filter((id) => !given.includes(id))).toEqual([]);
});

it('most polls read an hour of the log, and a look far back a day', async () => {
	const propexo = new SimulatedPropexo();
	const polls = await trigger(propexo);
	await polls(30 * 60);
	const last = propexo.ranges.slice(-240);

	expect(new Set(last)).toEqual(new Set(['hour', 'day']));
	expect(last.filter((range) => range === 'day').length).toBeLessThan(10);
});

it('an id of the log with half a character does no harm', async () => {
	const propexo = new SimulatedPropexo();
	const polls = await trigger(propexo);
	propexo.oddRows = [
		{
			id: 'x',
			job_id: 'gone',
			job_log_id: 'a\ud800',
			created_at: new Date(propexo.now + 1_000).toISOString(),
			status: 'FAILURE',
		},
	];
	propexo.now += MINUTE;

	expect(await polls(2)).toEqual({ given: ['gone'], failed: 0 });
});

it('a job that ended long ago and could not be read once is asked about by the next poll', async () => {
	const propexo = new SimulatedPropexo();
	const polls = await trigger(propexo);
	const [first, second] = propexo.add(2, propexo.now, propexo.now + 1_000);
	propexo.answerFor([first!], 403);
	propexo.now += 20 * 60 * MINUTE;
	expect((await polls(1)).given).toEqual([second!.id]);
	propexo.answers.clear();

	expect((await polls(1)).given).toEqual([first!.id]);
});
