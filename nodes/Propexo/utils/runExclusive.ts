let tail: Promise<unknown> = Promise.resolve();

/** Runs a task after all earlier ones of this process, whether they failed or not. */
export async function runExclusive<T>(task: () => Promise<T>): Promise<T> {
	const result = tail.then(task, task);
	tail = result;
	return await result;
}
