import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Running } from '../host/process';

const PATIENCE_MS = 30_000;

/** With these n8n finds out in seconds that a worker has died, instead of in one or two minutes. */
export const QUICK_TO_NOTICE = {
	QUEUE_WORKER_LOCK_DURATION: '5000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
};

/** Whether a worker has ever begun to run an execution. */
export async function hasBegun(worker: Running, executionId: string): Promise<boolean> {
	return (await readFile(worker.log, 'utf8')).includes(`Worker started execution ${executionId} `);
}

/**
 * Gives the worker that runs an execution, or ran it.
 * @throws Error when none has begun with it after half a minute
 */
export async function workerOf(workers: readonly Running[], executionId: string): Promise<Running> {
	const until = Date.now() + PATIENCE_MS;
	for (;;) {
		for (const worker of workers) if (await hasBegun(worker, executionId)) return worker;
		if (Date.now() > until) throw new Error(`No worker has begun with execution ${executionId}`);
		await sleep(200);
	}
}
