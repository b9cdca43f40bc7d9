import { bill, billParameters } from '../support/bills';
import { setUp, writesOf } from '../support/setup';

const MINUTE = 2_000;

const setup = setUp({ limit: 10, minuteMs: MINUTE }, { rateLimitWindow: MINUTE });

const bills = (count: number) => Array.from({ length: count }, (_, index) => bill(`B-${index}`));

const refused = () => setup.sandbox.requests.filter(({ status }) => status === 429);

describe.each(['fixed', 'sliding'] as const)('a rate limit with a %s window', (window) => {
	it('→ 25 writes wait for it instead of running into it', async () => {
		setup.sandbox.setOptions({ window });
		const parameters = { ...billParameters, options: { concurrency: 3 } };
		const { items } = await setup.engine.run({ parameters, items: bills(25) });

		expect(items).toHaveLength(25);
		expect(setup.sandbox.ledger).toHaveLength(25);
		// The node cannot know when a window resets that others use as well: a few requests may be rejected.
		expect(refused().length).toBeLessThanOrEqual(3);
	});
});

it.each([true, false])(
	'429s (with Retry-After: %s) → waits, and writes each bill once',
	async (retryAfter) => {
		setup.sandbox.setOptions({ limit: 5, retryAfter });
		const parameters = { ...billParameters, options: { concurrency: 10 } };
		const { items } = await setup.engine.run({ parameters, items: bills(12) });

		expect(items).toHaveLength(12);
		expect(setup.sandbox.ledger).toHaveLength(12);
		expect(writesOf(setup).filter(({ status }) => status === 200)).toHaveLength(12);
	},
	90_000,
);

it('a 429 without rate limit headers → waits for the window to reset', async () => {
	setup.sandbox.inject({ fault: { kind: 'status', status: 429 }, match: { method: 'POST' } });
	const began = Date.now();
	const { items } = await setup.engine.run({ parameters: billParameters, items: bills(1) });

	expect(items).toHaveLength(1);
	expect(Date.now() - began).toBeGreaterThanOrEqual(MINUTE * 0.9);
});
