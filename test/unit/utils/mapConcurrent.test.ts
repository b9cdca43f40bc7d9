import { mapConcurrent } from '../../../nodes/Propexo/utils/mapConcurrent';

const tick = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

it('seven items, three at a time → results in the order of the items, never more than three calls', async () => {
	let inFlight = 0;
	let most = 0;
	const results = await mapConcurrent([6, 5, 4, 3, 2, 1, 0], 3, async (ticks, index) => {
		most = Math.max(most, ++inFlight);
		for (let count = 0; count < ticks; count++) await tick();
		inFlight--;
		return index;
	});

	expect(results).toEqual([0, 1, 2, 3, 4, 5, 6]);
	expect(most).toBe(3);
});

it('a stop at the first item → the calls in flight end, no further one begins', async () => {
	let stopped = false;
	const results = await mapConcurrent(
		[0, 1, 2, 3, 4],
		2,
		async (item) => {
			await tick();
			if (item === 0) stopped = true;
			return item;
		},
		() => stopped,
	);

	expect(results).toEqual([0, 1, undefined, undefined, undefined]);
});

it('no items → no calls', async () => {
	const map = jest.fn();

	expect(await mapConcurrent([], 5, map)).toEqual([]);
	expect(map).not.toHaveBeenCalled();
});
