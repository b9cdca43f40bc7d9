import type { Workflow } from 'n8n-workflow';

/** Evaluates expressions outside of an execution. Not every older n8n has, or needs, isolates for that. */
export async function withIsolate<T>({ expression }: Workflow, work: () => Promise<T>): Promise<T> {
	const { acquireIsolate, releaseIsolate }: Partial<typeof expression> = expression;
	await acquireIsolate?.call(expression);
	try {
		return await work();
	} finally {
		await releaseIsolate?.call(expression);
	}
}
