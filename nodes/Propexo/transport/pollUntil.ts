import { sleepWithAbort } from './sleepWithAbort';
import type { Timing } from './timing';

export interface PollOptions {
	/** The longest wait. */
	readonly seconds: number;
	readonly timing: Pick<Timing, 'pollInitialInterval' | 'pollMaxInterval'>;
	readonly signal: AbortSignal | undefined;
}

/**
 * Reads something, at least once and with increasing intervals, until it is done or the time is up.
 * @returns what was read last
 * @throws UserError when the execution is canceled meanwhile
 */
export async function pollUntil<T>(
	read: () => Promise<T>,
	isDone: (value: T) => boolean,
	{ seconds, timing, signal }: PollOptions,
): Promise<T> {
	const end = Date.now() + seconds * 1_000;
	let interval = timing.pollInitialInterval;
	for (;;) {
		const value = await read();
		const remaining = end - Date.now();
		if (isDone(value) || remaining <= 0) return value;
		await sleepWithAbort(Math.min(interval, remaining), signal);
		interval = Math.min(interval * 1.5, timing.pollMaxInterval);
	}
}
