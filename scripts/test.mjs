import { build } from './build.mjs';
import { installProject } from './install.mjs';
import { lintShipped, lintSources, typecheck } from './lib/checks.mjs';
import { endCommandsOnSignal } from './lib/command.mjs';
import { runMain } from './lib/failure.mjs';
import { runTier } from './lib/jest.mjs';
import { forgetSummary, Steps } from './lib/steps.mjs';
import { tool } from './lib/tools.mjs';

const SUMMARY = 'summary.json';

// npm test [-- what jest should be told, such as a test file's name]
endCommandsOnSignal();
await runMain(async () => {
	await forgetSummary(SUMMARY);
	const args = process.argv.slice(2);
	const steps = new Steps();
	const installed = await steps.check('install', installProject);
	await steps.check('lock files', async () => (await tool('tsx', ['scripts/check-lock.ts'])) === 0);
	if (installed) {
		await steps.check('lint', lintSources);
		await steps.check('typecheck', typecheck);
		const built = await steps.check('build', build);
		if (built) await steps.check('lint what is shipped', lintShipped);
		await steps.tier('unit tests', async () => await runTier('unit', { args }));
		// They load the built package into n8n's engine.
		if (built) await steps.tier('engine tests', async () => await runTier('engine', { args }));
	}
	await steps.finish(SUMMARY);
});
