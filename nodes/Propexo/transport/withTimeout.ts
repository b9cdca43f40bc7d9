/** A timer takes no longer time, and whole milliseconds only. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Asks, and waits for the answer no longer than some time. The timer of the signal keeps nothing
 * alive by itself, and nothing of the question is held once it is answered.
 * @param ms how long to wait, in milliseconds
 * @param ask asks, and gives up when its signal says so; must not throw
 */
export async function withTimeout<T>(
	ms: number,
	ask: (timeIsUp: AbortSignal) => Promise<T>,
	tooLate: T,
): Promise<T> {
	const timeIsUp = AbortSignal.timeout(Math.min(MAX_TIMER_MS, Math.max(1, Math.ceil(ms))));
	let giveUp = (): void => undefined;
	const late = new Promise<T>((resolve) => {
		giveUp = () => resolve(tooLate);
	});
	timeIsUp.addEventListener('abort', giveUp);
	try {
		return await Promise.race([ask(timeIsUp), late]);
	} finally {
		timeIsUp.removeEventListener('abort', giveUp);
	}
}
