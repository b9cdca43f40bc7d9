/** Longer than anything takes on a busy machine, in milliseconds; what takes longer hangs. */
export const HANG_MS = 30_000;

/** Waits so many milliseconds. */
export const pause = async (ms: number): Promise<void> =>
	await new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until a condition holds; throws where it never does. */
export async function eventually(what: string, condition: () => boolean): Promise<void> {
	for (const end = Date.now() + HANG_MS; !condition(); await pause(20))
		if (Date.now() > end) throw new Error(`Not within ${HANG_MS} ms: ${what}`);
}

/** How long an awaited step took, in milliseconds, and its result. */
export async function timed<T>(run: () => Promise<T>): Promise<{ result: T; took: number }> {
	const began = performance.now();
	const result = await run();
	return { result, took: performance.now() - began };
}
