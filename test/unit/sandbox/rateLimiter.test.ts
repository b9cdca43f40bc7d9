import { ManualTime, type Sandbox, startSandbox } from '../../sandbox';
import { RateLimiter } from '../../sandbox/rateLimiter';
import { sandboxClient } from './support/sandboxClient';

describe('RateLimiter', () => {
	const fixed = { limit: 10, minuteMs: 60_000, window: 'fixed' as const };
	const sliding = { ...fixed, window: 'sliding' as const };

	it('allows as many as the limit, delays by 2 s from 80 % on, then refuses', () => {
		const limiter = new RateLimiter();
		const decisions = Array.from({ length: 11 }, (_, index) => limiter.take(fixed, index));
		expect(decisions.map(({ remaining }) => remaining)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0]);
		expect(decisions.map(({ delayMs }) => delayMs)).toEqual([
			0, 0, 0, 0, 0, 0, 0, 2000, 2000, 2000, 0,
		]);
		expect(decisions.map(({ allowed }) => allowed)).toEqual([
			...Array.from({ length: 10 }, () => true),
			false,
		]);
		expect(decisions[10]?.retryAfterMs).toBe(60_000 - 10);
	});

	it('a fixed window ends a minute after its first request', () => {
		const limiter = new RateLimiter();
		for (let at = 0; at < 10; at += 1) limiter.take(fixed, at * 1000);
		expect(limiter.take(fixed, 59_999).allowed).toBe(false);
		expect(limiter.take(fixed, 60_000)).toMatchObject({ allowed: true, remaining: 9 });
	});

	it('a sliding window frees a slot a minute after each request', () => {
		const limiter = new RateLimiter();
		for (let at = 0; at < 10; at += 1) limiter.take(sliding, at * 1000);
		expect(limiter.take(sliding, 59_999)).toMatchObject({ allowed: false, retryAfterMs: 1 });
		expect(limiter.take(sliding, 60_000)).toMatchObject({ allowed: true, remaining: 0 });
		expect(limiter.take(sliding, 60_001).allowed).toBe(false);
		expect(limiter.take(sliding, 61_000).allowed).toBe(true);
	});
});

describe('the rate limit over HTTP', () => {
	/** Scales the delay of 2 s from 80 % on, which is real, to 50 ms. */
	const MINUTE = 1500;
	const time = new ManualTime();
	const PATH = '/v1/admin/integrations/?limit=1';
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox({ limit: 5, minuteMs: MINUTE, time });
	});
	afterEach(() => sandbox.reset());
	afterAll(async () => await sandbox.close());

	it('of a limit of 5, requests 4 and 5 are delayed and 6 is refused until the window ends', async () => {
		const call = sandboxClient(sandbox);
		const responses = [];
		for (let n = 0; n < 6; n += 1) {
			const start = performance.now();
			const { status, headers } = await call('GET', PATH);
			responses.push({
				status,
				remaining: headers.get('x-ratelimit-remaining'),
				isDelayed: performance.now() - start >= MINUTE / 31,
			});
			expect(headers.get('x-ratelimit-limit')).toBe('5');
			expect(headers.get('retry-after')).toBeNull();
		}
		expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
		expect(responses.map(({ remaining }) => remaining)).toEqual(['4', '3', '2', '1', '0', '0']);
		expect(responses.slice(3, 5).map(({ isDelayed }) => isDelayed)).toEqual([true, true]);
		time.advance(MINUTE - 1);
		expect((await call('GET', PATH)).status).toBe(429);
		time.advance(1);
		expect((await call('GET', PATH)).status).toBe(200);
	});

	it('a 429 can be HTML and have Retry-After in seconds', async () => {
		sandbox.setOptions({ limit: 0, retryAfter: true, tooManyBody: 'html' });
		const { status, headers, text } = await sandboxClient(sandbox)('GET', PATH);
		expect(status).toBe(429);
		expect(headers.get('retry-after')).toBe('2');
		expect(headers.get('content-type')).toContain('text/html');
		expect(text).toContain('<html>');
	});

	it('a 429 is JSON by default, and its write is not recorded', async () => {
		sandbox.setOptions({ limit: 0 });
		const { status, body } = await sandboxClient(sandbox)('POST', '/v1/invoices/buildium/', {});
		expect(status).toBe(429);
		expect(body.error.code).toBe('too_many_requests');
		expect(sandbox.ledger).toHaveLength(0);
		expect(sandbox.requests.at(-1)?.status).toBe(429);
	});

	it('accounts are counted separately, control routes not at all', async () => {
		sandbox.setOptions({
			limit: 1,
			tokens: { [sandbox.token]: 'default', 'propexo-second-token': 'second' },
		});
		const call = sandboxClient(sandbox);
		const second = { authorization: 'Bearer propexo-second-token' };
		expect((await call('GET', PATH)).status).toBe(200);
		expect((await call('GET', PATH)).status).toBe(429);
		expect((await call('GET', PATH, undefined, second)).status).toBe(200);
		expect((await call('GET', '/__sandbox/state')).status).toBe(200);
	});
});
