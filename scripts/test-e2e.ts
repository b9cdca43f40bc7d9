import { VERSIONS } from '../test/compat/versions';
import { missingRequirements } from '../test/e2e/host/machine';
import { withLock } from './install';
import { ensureEngines } from './install-compat';
import { ensureN8n } from './install-n8n';
import { build, TaskRunner } from './task-runner';
import { runCompat } from './test-compat';

/**
 * npm run test:e2e [-- arguments for jest, such as a test file]: all that npm test leaves out.
 * Arguments are for the tests of the real n8n; those of its older versions run without any.
 */
export default async function testE2e(args: string[]): Promise<void> {
	const versions = args.length === 0 ? VERSIONS : [];
	await withLock(async () => {
		await ensureN8n();
		await ensureEngines(versions);
		await build();
	});
	const tasks = new TaskRunner();
	// One after the other: each n8n takes half a gigabyte and a processor.
	for (const project of ['e2e', 'bench']) {
		tasks.jest([project], [...args, '--runInBand', '--passWithNoTests']);
	}
	runCompat(tasks, versions);
	tasks.summarize(await missingRequirements());
}
