import { pollAllJobs } from '../../../nodes/Propexo/trigger/poll';
import type { TriggerState } from '../../../nodes/Propexo/trigger/state';
import { SimulatedPropexo } from './support/simulatedPropexo';

const HOUR = 3_600_000;

afterEach(() => jest.restoreAllMocks());

/** Polls once a minute, until so many events were given or so many polls are over. */
async function pollOn(
	propexo: SimulatedPropexo,
	begin: TriggerState | undefined,
	polls: number,
	wanted = Number.POSITIVE_INFINITY,
) {
	let state = begin;
	const given: string[] = [];
	for (let poll = 0; poll < polls && given.length < wanted; poll++) {
		const start = propexo.now;
		const result = await pollAllJobs(propexo.poll(state), {}, 0);
		if ('delivery' in result) throw new Error('The poll failed');
		state = result.state;
		given.push(...result.found.map(({ event }) => event.job_id));
		expect(JSON.stringify(state).length).toBeLessThan(300_000);
		propexo.now = Math.max(propexo.now, start + 60_000);
	}
	return { given, state };
}

const armed = async (propexo: SimulatedPropexo) => (await pollOn(propexo, undefined, 1)).state;

/** Lets jobs end while n8n is away for so long. */
function outage(propexo: SimulatedPropexo, hours: number, count: number): string[] {
	const begin = propexo.now;
	propexo.now += hours * HOUR;
	return propexo.add(count, begin, propexo.now - 1_000).map(({ id }) => id);
}

describe.each(['newestFirst', 'oldestFirst'] as const)('a log that is %s', (order) => {
	it.each([
		[24, 6_000, 300, 40],
		[12, 6_000, 100, 250],
		[12, 5_000, 150, 170],
		[12, 9_000, 20, 100],
		[22.4, 9_000, 100, 170],
		[22.4, 9_000, 300, 40],
		[0.1, 9_000, 20, 10],
	])(
		'after %d hours, gives out %d jobs over many polls (a page takes %d ms, a job %d), and none twice',
		async (hours, count, page, status) => {
			const propexo = new SimulatedPropexo();
			propexo.order = order;
			propexo.costs = { page, status };
			const state = await armed(propexo);
			const ids = outage(propexo, hours, count);
			const { given, state: after } = await pollOn(propexo, state, 400, ids.length);
			const { given: more } = await pollOn(propexo, after, 180);

			expect({
				given: new Set(given).size,
				twice: given.length - new Set(given).size,
				more: more.length,
			}).toEqual({ given: count, twice: 0, more: 0 });
		},
		60_000,
	);

	it('gives out new jobs though its pages are so slow that one poll reads but a few', async () => {
		const propexo = new SimulatedPropexo();
		propexo.order = order;
		propexo.costs = { page: 3_000, status: 40 };
		const state = await armed(propexo);
		propexo.add(600, propexo.now + 1_000, propexo.now + 60_000);
		const { state: after } = await pollOn(propexo, state, 30, 600);
		const late = propexo.add(5, propexo.now - 2_000, propexo.now - 1_000).map(({ id }) => id);
		const { given } = await pollOn(propexo, after, 10);

		expect(given).toEqual(late);
	});
});

it('a jump of the clock in one answer loses nothing', async () => {
	const propexo = new SimulatedPropexo();
	const state = await armed(propexo);
	propexo.date = () => propexo.now + 24 * HOUR;
	const { state: wrong } = await pollOn(propexo, state, 1);
	propexo.date = () => propexo.now;
	const [job] = propexo.add(1, propexo.now, propexo.now);

	expect((await pollOn(propexo, wrong, 20)).given).toEqual([job!.id]);
});

it('a row of the year 2099 says nothing of the time where the answers do not tell it', async () => {
	const propexo = new SimulatedPropexo();
	propexo.date = () => undefined;
	propexo.add(1, propexo.now - 1_000, propexo.now - 1_000);
	const state = await armed(propexo);
	propexo.oddRows = [
		{ id: 'far', job_id: 'j0', created_at: '2099-01-01T00:00:00Z', status: 'SUCCESS' },
	];
	const { state: after } = await pollOn(propexo, state, 1);
	const [job] = propexo.add(1, propexo.now, propexo.now);

	expect((await pollOn(propexo, after, 20)).given).toContain(job!.id);
});
