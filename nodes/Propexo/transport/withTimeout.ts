/** The longest delay that a timer takes. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Runs a task for at most `ms` milliseconds. The signal's timer keeps no process alive, and nothing
 * of the task is retained once it has ended.
 * @param run must not throw, and ends when its signal is aborted
 */
export async function withTimeout<T>(
	ms: number,
	run: (timeoutSignal: AbortSignal) => Promise<T>,
	onTimeout: T,
): Promise<T> {
	const timeoutSignal = AbortSignal.timeout(Math.min(MAX_TIMER_MS, Math.max(1, Math.ceil(ms))));
	let expire = (): void => undefined;
	const expired = new Promise<T>((resolve) => {
		expire = () => resolve(onTimeout);
	});
	timeoutSignal.addEventListener('abort', expire);
	try {
		return await Promise.race([run(timeoutSignal), expired]);
	} finally {
		timeoutSignal.removeEventListener('abort', expire);
	}
}
