import { withTimeout } from '../../../nodes/Propexo/transport/withTimeout';

const never = async (): Promise<string> => await new Promise(() => undefined);

it('gives the answer', async () => {
	expect(await withTimeout(1_000, async () => 'answer', 'too late')).toBe('answer');
});

it('gives up when the time is up, also where the question does not', async () => {
	expect(await withTimeout(20, never, 'too late')).toBe('too late');
});

it.each([-5, 0, 0.5, 19.7])('gives up after %p ms', async (ms) => {
	expect(await withTimeout(ms, never, 'too late')).toBe('too late');
});

it.each([1e12, Number.POSITIVE_INFINITY])(
	'waits for the answer where the time is %p ms',
	async (ms) => {
		const slow = async (): Promise<string> =>
			await new Promise((resolve) => setTimeout(() => resolve('answer'), 50));

		expect(await withTimeout(ms, slow, 'too late')).toBe('answer');
	},
);

it('tells the question that the time is up', async () => {
	let signal: AbortSignal | undefined;
	await withTimeout(
		20,
		async (timeIsUp) => {
			signal = timeIsUp;
			return await never();
		},
		'too late',
	);

	expect(signal?.aborted).toBe(true);
});

it('leaves no timer behind that keeps the process alive', async () => {
	const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
	const before = timers();
	await Promise.all(
		Array.from(
			{ length: 100 },
			async () => await withTimeout(60_000, async () => 'answer', 'too late'),
		),
	);

	expect(timers()).toBe(before);
});
