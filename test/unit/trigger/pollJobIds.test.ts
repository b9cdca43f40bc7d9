import { pollJobIds } from '../../../nodes/Propexo/trigger/pollJobIds';
import type { TriggerState } from '../../../nodes/Propexo/trigger/state';
import { SimulatedPropexo } from './support/simulatedPropexo';

const HOUR = 3_600_000;

afterEach(() => jest.restoreAllMocks());

/** The polls of some named jobs, with what they gave out. */
function polls(propexo: SimulatedPropexo, ids: readonly string[]) {
	let state: TriggerState | undefined;
	return async (): Promise<string[]> => {
		const result = await pollJobIds(propexo.poll(state), ids);
		if ('delivery' in result) throw new Error('The poll failed');
		state = result.state;
		return result.found.map(({ event }) => `${event.event} ${event.job_id}`);
	};
}

it('of however many that stay pending, each is stalled once', async () => {
	const propexo = new SimulatedPropexo();
	propexo.costs.status = 10;
	const ids = propexo.add(250, 0, 0, 'PENDING').map(({ id }) => id);
	const poll = polls(propexo, ids);
	const given: string[] = [];
	for (let minute = 0; minute < 180; minute += 5) {
		propexo.now += 5 * 60_000;
		given.push(...(await poll()));
	}

	expect(given.sort()).toEqual(ids.map((id) => `stalled ${id}`).sort());
});

it('one that failed and is tried again is not stalled before its time', async () => {
	const propexo = new SimulatedPropexo();
	const [job] = propexo.add(1, 0, 0, 'PENDING');
	const poll = polls(propexo, [job!.id]);
	expect(await poll()).toEqual([]);
	job!.status = 'FAILURE';
	expect(await poll()).toEqual([`failure ${job!.id}`]);
	propexo.now += 2 * HOUR;
	job!.status = 'PENDING';
	expect(await poll()).toEqual([]);
	propexo.now += 2 * HOUR;
	expect(await poll()).toEqual([`stalled ${job!.id}`]);
});

it('one that lasts is looked at less and less often, but every hour at least', async () => {
	const propexo = new SimulatedPropexo();
	const [job] = propexo.add(1, 0, 0, 'PENDING');
	const poll = polls(propexo, [job!.id]);
	let looks = 0;
	propexo.date = () => ((looks += 1), propexo.now);
	const looksIn = async (hours: number): Promise<number> => {
		const before = looks;
		for (const end = propexo.now + hours * HOUR; propexo.now < end; propexo.now += 60_000)
			await poll();
		return looks - before;
	};
	expect(await looksIn(1)).toBeGreaterThan(55);
	expect(await looksIn(1)).toBeLessThan(10);
	await looksIn(24);
	expect(await looksIn(10)).toBeGreaterThanOrEqual(9);
});

it('one that Propexo does not know is told of as stalled, unless it was named from the start', async () => {
	const propexo = new SimulatedPropexo();
	const [job] = propexo.add(1, 0, 0, 'PENDING');
	const first = await pollJobIds(propexo.poll(undefined), [job!.id]);
	if ('delivery' in first) throw new Error('The poll failed');
	let { state } = first;
	const given: object[] = [];
	for (let minute = 0; minute < 90; minute += 10) {
		const result = await pollJobIds(propexo.poll(state), [job!.id, 'unknown']);
		if ('delivery' in result) throw new Error('The poll failed');
		state = result.state;
		given.push(...result.found.map(({ event }) => event));
		propexo.now += 10 * 60_000;
	}

	expect(given.filter((event) => (event as { job_id: string }).job_id === 'unknown')).toEqual([
		expect.objectContaining({
			event: 'stalled',
			write_status: 'UNKNOWN',
			errors: ['Propexo knows no write job with this id'],
		}),
	]);
	expect(await pollJobIds(propexo.poll(undefined), ['unknown'])).toHaveProperty(
		'delivery.status',
		404,
	);
});
