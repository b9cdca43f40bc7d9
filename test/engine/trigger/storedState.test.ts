import type { IDataObject } from 'n8n-workflow';

import type { TriggerState } from '../../../nodes/Propexo/trigger/state';
import { timed } from '../support/eventually';
import { setUp } from '../support/setup';
import { copyOf, jobsIn, watchAll, workflowsIn } from '../support/trigger';

const setup = setUp();

const job = jobsIn(setup);

const workflow = workflowsIn(setup);

it('a stored state with damaged parts → starts over', async () => {
	const { poll, staticData } = workflow();
	await poll();
	const name = Object.keys(staticData)[0]!;
	const copy = copyOf(staticData) as Record<string, { state: { open: unknown } }>;
	copy[name]!.state.open = { x: null };

	await expect(setup.engine.poll(watchAll, copy as unknown as IDataObject)).resolves.toBeNull();
});

it('the largest stored state, through the observer that n8n puts around it → a poll that is about as fast', async () => {
	const { poll, staticData } = workflow();
	await poll();
	const name = Object.keys(staticData)[0]!;
	const { state } = staticData[name] as unknown as { state: TriggerState };
	const marks = (count: number) =>
		Array.from({ length: count }, (_, n) => String(n).padStart(16, 'm'));
	const rows = Object.fromEntries(
		marks(3_990).map((mark, n) => [mark, Math.floor(state.floor / 1_000) + 1 + (n % 1_000)]),
	);
	const full = { [name]: { state: { ...state, rows, told: marks(2_500) }, polls: 5 } } as never;
	job();
	const fastestOf = async (stored: IDataObject) => {
		const times: number[] = [];
		for (let round = 0; round < 3; round++) {
			const copy = copyOf(stored);
			const { result, took } = await timed(async () => await setup.engine.poll(watchAll, copy));
			expect(result).toHaveLength(1);
			times.push(took);
		}
		return Math.min(...times);
	};
	const [small, large] = [await fastestOf(staticData), await fastestOf(full)];

	// An effort that grows with the square of the state takes thousands of times as long.
	expect(large).toBeLessThan(100 * small);
});
