import { bill, billParameters } from './support/bills';
import { setUp } from './support/setup';

const setup = setUp({ jobDurationMs: null });

const waiting = { ...billParameters, options: { waitForCompletion: true, waitTimeout: 60 } };

/** The timers and connections that this process holds open. */
const open = (): number =>
	process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout' || kind === 'TCPSocketWrap')
		.length;

const settle = async (): Promise<void> => await new Promise((resolve) => setTimeout(resolve, 700));

it.each([
	['the wait for an outcome', () => undefined],
	// Its minute is short enough that the answer, which comes later at the limit, is there before the cancel.
	['the wait for the rate limit', () => setup.sandbox.setOptions({ limit: 1, minuteMs: 10_000 })],
	[
		'a request without an answer',
		() => setup.sandbox.inject({ fault: 'timeout-before', match: { method: 'POST' } }),
	],
])(
	'cancelled during %s, the node ends within a second and leaves nothing behind',
	async (_, arrange) => {
		await settle();
		const before = open();
		arrange();
		const began = Date.now();
		await setup.engine.run({
			parameters: waiting,
			items: [bill('A-1'), bill('A-2')],
			cancelAfter: 1_000,
		});
		const took = Date.now() - began - 1_000;
		await settle();

		expect(took).toBeLessThan(1_000);
		expect(open()).toBeLessThanOrEqual(before);
	},
);
