import { JOB_NOT_FOUND } from '../../../nodes/Propexo/trigger/jobStatus';
import { pollJobIds } from '../../../nodes/Propexo/trigger/pollJobIds';
import type { TriggerState } from '../../../nodes/Propexo/trigger/state';
import { SimulatedPropexo } from './support/simulatedPropexo';

const HOUR = 3_600_000;

afterEach(() => jest.restoreAllMocks());

/** A poll of these jobs, with the events it emits. */
function watchJobs(propexo: SimulatedPropexo, ids: readonly string[]) {
	let state: TriggerState | undefined;
	return async (): Promise<string[]> => {
		const result = await pollJobIds(propexo.pollInput(state), ids);
		if (!result.ok) throw new Error('The poll failed');
		state = result.value.state;
		return result.value.found.map(({ event }) => `${event.event} ${event.job_id}`);
	};
}

it('each of 250 jobs that stay PENDING is reported as stalled once', async () => {
	const propexo = new SimulatedPropexo();
	propexo.latency.status = 10;
	const ids = propexo.addJobs(250, 0, 0, 'PENDING').map(({ id }) => id);
	const poll = watchJobs(propexo, ids);
	const emitted: string[] = [];
	for (let minute = 0; minute < 180; minute += 5) {
		propexo.now += 5 * 60_000;
		emitted.push(...(await poll()));
	}

	expect(emitted.sort()).toEqual(ids.map((id) => `stalled ${id}`).sort());
});

it('a job that failed and is retried is stalled an hour after its retry', async () => {
	const propexo = new SimulatedPropexo();
	const [job] = propexo.addJobs(1, 0, 0, 'PENDING');
	const poll = watchJobs(propexo, [job!.id]);
	expect(await poll()).toEqual([]);
	job!.status = 'FAILURE';
	expect(await poll()).toEqual([`failure ${job!.id}`]);
	propexo.now += 2 * HOUR;
	job!.status = 'PENDING';
	expect(await poll()).toEqual([]);
	propexo.now += 2 * HOUR;
	expect(await poll()).toEqual([`stalled ${job!.id}`]);
});

it('a job that stays PENDING is checked less and less often, but at least hourly', async () => {
	const propexo = new SimulatedPropexo();
	const [job] = propexo.addJobs(1, 0, 0, 'PENDING');
	const poll = watchJobs(propexo, [job!.id]);
	let checks = 0;
	propexo.dateHeader = () => ((checks += 1), propexo.now);
	const checksIn = async (hours: number): Promise<number> => {
		const before = checks;
		for (const end = propexo.now + hours * HOUR; propexo.now < end; propexo.now += 60_000)
			await poll();
		return checks - before;
	};
	expect(await checksIn(1)).toBeGreaterThan(55);
	expect(await checksIn(1)).toBeLessThan(10);
	await checksIn(24);
	expect(await checksIn(10)).toBeGreaterThanOrEqual(9);
});

it('an unknown job is reported as stalled, or fails the first poll', async () => {
	const propexo = new SimulatedPropexo();
	const [job] = propexo.addJobs(1, 0, 0, 'PENDING');
	const first = await pollJobIds(propexo.pollInput(undefined), [job!.id]);
	if (!first.ok) throw new Error('The poll failed');
	let { state } = first.value;
	const emitted: object[] = [];
	for (let minute = 0; minute < 90; minute += 10) {
		const result = await pollJobIds(propexo.pollInput(state), [job!.id, 'unknown']);
		if (!result.ok) throw new Error('The poll failed');
		state = result.value.state;
		emitted.push(...result.value.found.map(({ event }) => event));
		propexo.now += 10 * 60_000;
	}

	expect(emitted.filter((event) => (event as { job_id: string }).job_id === 'unknown')).toEqual([
		expect.objectContaining({
			event: 'stalled',
			write_status: 'UNKNOWN',
			errors: [JOB_NOT_FOUND],
		}),
	]);
	expect(await pollJobIds(propexo.pollInput(undefined), ['unknown'])).toHaveProperty(
		'error.status',
		404,
	);
});
