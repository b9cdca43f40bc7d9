import { sleep, UserError } from 'n8n-workflow';

/** How soon a cancelled execution is noticed, in milliseconds. */
const CANCEL_CHECK_MS = 250;

/**
 * Stops where the execution was cancelled.
 * @throws UserError when the execution was cancelled
 */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
	if (signal?.aborted) throw new UserError('The execution was cancelled');
}

/**
 * Waits, in slices short enough that the cancel button works at once.
 * @param ms how long to wait, in milliseconds
 * @throws UserError when the execution is cancelled meanwhile
 */
export async function sleepWithAbort(ms: number, signal: AbortSignal | undefined): Promise<void> {
	const end = Date.now() + ms;
	for (let left = ms; left > 0; left = end - Date.now()) {
		throwIfCancelled(signal);
		await sleep(Math.min(left, CANCEL_CHECK_MS));
	}
	throwIfCancelled(signal);
}
