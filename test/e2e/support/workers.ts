import { readFile } from 'node:fs/promises';

import type { Running } from '../host/process';
import { waitFor } from './waitFor';

/** With these n8n notices a dead worker in seconds instead of one or two minutes. */
export const FAST_STALL_DETECTION = {
	QUEUE_WORKER_LOCK_DURATION: '5000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
};

/** Whether a worker has ever started an execution. */
export async function hasStarted(worker: Running, executionId: string): Promise<boolean> {
	return (await readFile(worker.log, 'utf8')).includes(`Worker started execution ${executionId} `);
}

/**
 * Waits for the worker that runs, or ran, an execution.
 * @throws Error when none has started it after half a minute
 */
export async function waitForWorker(
	workers: readonly Running[],
	executionId: string,
): Promise<Running> {
	return await waitFor(
		async () => {
			for (const worker of workers) if (await hasStarted(worker, executionId)) return worker;
			return undefined;
		},
		() => `No worker has started execution ${executionId}`,
	);
}
