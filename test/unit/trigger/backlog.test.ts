import { pollAllJobs } from '../../../nodes/Propexo/trigger/poll';
import type { TriggerState } from '../../../nodes/Propexo/trigger/state';
import { SimulatedPropexo } from './support/simulatedPropexo';

const HOUR = 3_600_000;

afterEach(() => jest.restoreAllMocks());

/** Polls once a minute, until `wanted` events were emitted or `polls` polls were made. */
async function pollEveryMinute(
	propexo: SimulatedPropexo,
	begin: TriggerState | undefined,
	polls: number,
	wanted = Number.POSITIVE_INFINITY,
) {
	let state = begin;
	const emitted: string[] = [];
	for (let poll = 0; poll < polls && emitted.length < wanted; poll++) {
		const start = propexo.now;
		const result = await pollAllJobs(propexo.pollInput(state), {}, 0);
		if (!result.ok) throw new Error('The poll failed');
		state = result.value.state;
		emitted.push(...result.value.found.map(({ event }) => event.job_id));
		expect(JSON.stringify(state).length).toBeLessThan(300_000);
		propexo.now = Math.max(propexo.now, start + 60_000);
	}
	return { emitted, state };
}

const activate = async (propexo: SimulatedPropexo) =>
	(await pollEveryMinute(propexo, undefined, 1)).state;

/** Lets jobs end while n8n is down for some hours. */
function outage(propexo: SimulatedPropexo, hours: number, count: number): string[] {
	const begin = propexo.now;
	propexo.now += hours * HOUR;
	return propexo.addJobs(count, begin, propexo.now - 1_000).map(({ id }) => id);
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
		'after an outage of %d hours, emits each of %d jobs once (%d ms a page, %d ms a job)',
		async (hours, count, page, status) => {
			const propexo = new SimulatedPropexo();
			propexo.order = order;
			propexo.latency = { page, status };
			const state = await activate(propexo);
			const ids = outage(propexo, hours, count);
			const { emitted, state: after } = await pollEveryMinute(propexo, state, 400, ids.length);
			const { emitted: later } = await pollEveryMinute(propexo, after, 180);

			expect({
				emitted: new Set(emitted).size,
				repeated: emitted.length - new Set(emitted).size,
				later: later.length,
			}).toEqual({ emitted: count, repeated: 0, later: 0 });
		},
		60_000,
	);

	it('emits new jobs although a poll has time for a few slow pages only', async () => {
		const propexo = new SimulatedPropexo();
		propexo.order = order;
		propexo.latency = { page: 3_000, status: 40 };
		const state = await activate(propexo);
		propexo.addJobs(600, propexo.now + 1_000, propexo.now + 60_000);
		const { state: after } = await pollEveryMinute(propexo, state, 30, 600);
		const late = propexo.addJobs(5, propexo.now - 2_000, propexo.now - 1_000).map(({ id }) => id);
		const { emitted } = await pollEveryMinute(propexo, after, 10);

		expect(emitted).toEqual(late);
	});
});

it('a Date header that is a day ahead once loses no event', async () => {
	const propexo = new SimulatedPropexo();
	const state = await activate(propexo);
	propexo.dateHeader = () => propexo.now + 24 * HOUR;
	const { state: wrong } = await pollEveryMinute(propexo, state, 1);
	propexo.dateHeader = () => propexo.now;
	const [job] = propexo.addJobs(1, propexo.now, propexo.now);

	expect((await pollEveryMinute(propexo, wrong, 20)).emitted).toEqual([job!.id]);
});

it('a row dated 2099 does not move the watermark where responses have no Date header', async () => {
	const propexo = new SimulatedPropexo();
	propexo.dateHeader = () => undefined;
	propexo.addJobs(1, propexo.now - 1_000, propexo.now - 1_000);
	const state = await activate(propexo);
	propexo.extraRows = [
		{ id: 'far', job_id: 'j0', created_at: '2099-01-01T00:00:00Z', status: 'SUCCESS' },
	];
	const { state: after } = await pollEveryMinute(propexo, state, 1);
	const [job] = propexo.addJobs(1, propexo.now, propexo.now);

	expect((await pollEveryMinute(propexo, after, 20)).emitted).toContain(job!.id);
});
