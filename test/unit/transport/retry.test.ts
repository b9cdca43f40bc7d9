import { backoffDelay } from '../../../nodes/Propexo/transport/retry';

it.each([
	[1, 500],
	[2, 1_000],
	[3, 2_000],
	[4, 4_000],
])('attempt %i → between half of %i ms and all of it', (attempt, longest) => {
	expect(backoffDelay(attempt, 500, () => 0)).toBe(longest / 2);
	expect(backoffDelay(attempt, 500, () => 1)).toBe(longest);
	expect(backoffDelay(attempt, 500, () => 0.5)).toBe(longest * 0.75);
});
