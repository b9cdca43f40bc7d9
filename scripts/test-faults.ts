import { withLock } from './install';
import { build, TaskRunner } from './task-runner';

/**
 * npm run test:faults: the random runs of `npm test` in full. Each prints its seed and its counts.
 * FAULT_SEED=<seed> repeats the same cases, FAULT_PATH=<path> the one that failed, and
 * FAULT_RUNS=<n> sets their number.
 */
export default async function testFaults(args: string[]): Promise<void> {
	await withLock(build);
	const tasks = new TaskRunner();
	// They wait for timeouts more than they compute, so both run at once.
	const only = ['--maxWorkers=2', '--testMatch', '**/test/engine/faults/**/*.test.ts'];
	tasks.jest(['engine'], [...args, ...only], { FAULTS: 'full' });
	tasks.summarize();
}
