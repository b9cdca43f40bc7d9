import { RateLimiter } from '../../../nodes/Propexo/transport/rateLimiter';

const WINDOW = 60_000;

const limiterOf = (concurrency = 10): RateLimiter =>
	new RateLimiter({ signal: undefined, concurrency, window: WINDOW });

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

/** A limiter whose limit the last response has used up. */
async function usedUp(): Promise<RateLimiter> {
	const limiter = limiterOf();
	await limiter.acquire();
	limiter.release({ 'x-ratelimit-remaining': '0' });
	return limiter;
}

it('a used-up limit that resets after the deadline → rateLimited, at once', async () => {
	const limiter = await usedUp();

	expect(await limiter.acquire(Date.now() + WINDOW - 1)).toBe('rateLimited');
});

it('a used-up limit that resets before the deadline → acquired after the window', async () => {
	const limiter = await usedUp();
	const acquired = limiter.acquire(Date.now() + 2 * WINDOW);
	await jest.advanceTimersByTimeAsync(WINDOW);

	expect(await acquired).toBe('acquired');
});

it('a deadline in the past with plenty of limit → deadlineExceeded', async () => {
	expect(await limiterOf().acquire(Date.now() - 1)).toBe('deadlineExceeded');
});

it('a slot that becomes free only after the deadline → deadlineExceeded, not rateLimited', async () => {
	const limiter = limiterOf(1);
	await limiter.acquire();
	const waiting = limiter.acquire(Date.now() + 100);
	await jest.advanceTimersByTimeAsync(200);
	limiter.release({ 'x-ratelimit-remaining': '100' });

	expect(await waiting).toBe('deadlineExceeded');
});

it('a 429 with Retry-After: 5 → the next request waits five seconds', async () => {
	const limiter = limiterOf();
	await limiter.acquire();
	limiter.release({ 'retry-after': '5', 'x-ratelimit-remaining': '0' }, true);

	expect(limiter.retryDelay()).toBe(5_000);
});
