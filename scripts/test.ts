import { withLock } from './install';
import { TaskRunner } from './task-runner';

/** npm test [-- arguments for jest, such as a test file] */
export default async function test(args: string[]): Promise<void> {
	const tasks = new TaskRunner();
	for (const script of ['format:check', 'lint', 'typecheck', 'check:lock']) {
		tasks.script(script);
	}
	const isBuilt = await withLock(async () => tasks.script('build'));
	if (isBuilt) tasks.script('lint:dist');
	// The engine tests load the built package.
	tasks.jest(isBuilt ? ['unit', 'engine'] : ['unit'], args);
	tasks.summarize();
}
