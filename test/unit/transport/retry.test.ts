import { backoffDelay } from '../../../nodes/Propexo/transport/retry';

it.each([
	[1, 500],
	[2, 1_000],
	[3, 2_000],
	[4, 4_000],
])('attempt %i → %i ms, a quarter more or less', (attempt, delay) => {
	expect(backoffDelay(attempt, 500, () => 0)).toBe(delay * 0.75);
	expect(backoffDelay(attempt, 500, () => 0.5)).toBe(delay);
	expect(backoffDelay(attempt, 500, () => 1)).toBe(delay * 1.25);
});
