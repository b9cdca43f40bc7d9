import { withTimeout } from '../../../nodes/Propexo/transport/withTimeout';

const never = async (): Promise<string> => await new Promise(() => undefined);

it('gives the result that comes in time', async () => {
	expect(await withTimeout(1_000, async () => 'result', 'too late')).toBe('result');
});

it('gives the fallback after the timeout, also where the call ignores its signal', async () => {
	expect(await withTimeout(20, never, 'too late')).toBe('too late');
});

it.each([-5, 0, 0.5, 19.7])('gives the fallback after %p ms', async (ms) => {
	expect(await withTimeout(ms, never, 'too late')).toBe('too late');
});

it.each([1e12, Number.POSITIVE_INFINITY])(
	'waits for the result where the timeout is %p ms',
	async (ms) => {
		const slow = async (): Promise<string> =>
			await new Promise((resolve) => setTimeout(() => resolve('result'), 50));

		expect(await withTimeout(ms, slow, 'too late')).toBe('result');
	},
);

it('aborts the signal of the call after the timeout', async () => {
	let signal: AbortSignal | undefined;
	await withTimeout(
		20,
		async (timeoutSignal) => {
			signal = timeoutSignal;
			return await never();
		},
		'too late',
	);

	expect(signal?.aborted).toBe(true);
});

it('leaves no timer that keeps the process alive', async () => {
	const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
	const before = timers();
	await Promise.all(
		Array.from(
			{ length: 100 },
			async () => await withTimeout(60_000, async () => 'result', 'too late'),
		),
	);

	expect(timers()).toBe(before);
});
