import { sleep, UserError } from 'n8n-workflow';

/** How soon a canceled execution is noticed, in milliseconds. */
const CANCEL_CHECK_MS = 250;

export const CANCELED = 'The execution was canceled';

/** @throws UserError when the execution was canceled */
export function throwIfCanceled(signal: AbortSignal | undefined): void {
	if (signal?.aborted) throw new UserError(CANCELED);
}

/**
 * Sleeps in slices short enough for the cancel button to work immediately: n8n-workflow exports no
 * sleep that takes a signal.
 * @throws UserError when the execution is canceled meanwhile
 */
export async function sleepWithAbort(ms: number, signal: AbortSignal | undefined): Promise<void> {
	const end = Date.now() + ms;
	for (let remaining = ms; remaining > 0; remaining = end - Date.now()) {
		throwIfCanceled(signal);
		await sleep(Math.min(remaining, CANCEL_CHECK_MS));
	}
	throwIfCanceled(signal);
}
