import { build } from './build.mjs';
import { installHost, installProject } from './install.mjs';
import { endCommandsOnSignal } from './lib/command.mjs';
import { runMain } from './lib/failure.mjs';
import { runTier } from './lib/jest.mjs';
import { whatIsMissing } from './lib/machine.mjs';
import { forgetSummary, Steps } from './lib/steps.mjs';

const SUMMARY = 'summary-e2e.json';

// npm run test:e2e [-- what jest should be told, such as a test file's name]
endCommandsOnSignal();
await runMain(async () => {
	await forgetSummary(SUMMARY);
	const args = process.argv.slice(2);
	const steps = new Steps();
	const ready =
		(await steps.check('install', installProject)) &&
		(await steps.check('install n8n', installHost)) &&
		(await steps.check('build', async () => await build({ onlyIfChanged: true })));
	if (ready) {
		for (const what of await whatIsMissing()) steps.leaveOut(what);
		// One after the other: each n8n takes half a gigabyte and a processor.
		await steps.tier(
			'end-to-end tests',
			async () => await runTier('e2e', { args: ['--runInBand', ...args] }),
		);
		await steps.tier(
			'bench',
			async () => await runTier('bench', { args: ['--runInBand', ...args] }),
		);
	}
	await steps.finish(SUMMARY);
});
