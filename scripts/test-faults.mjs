import { build } from './build.mjs';
import { installProject } from './install.mjs';
import { endCommandsOnSignal } from './lib/command.mjs';
import { runMain } from './lib/failure.mjs';
import { runTier } from './lib/jest.mjs';
import { forgetSummary, Steps } from './lib/steps.mjs';

const SUMMARY = 'summary-faults.json';

// npm run test:faults: the random runs of `npm test` in full. Each prints its seed and its counts;
// FAULT_SEED=<seed> brings the same cases again, FAULT_PATH=<path> the one that failed, FAULT_RUNS=<n> another number.
endCommandsOnSignal();
await runMain(async () => {
	await forgetSummary(SUMMARY);
	// They wait for time-outs more than they compute, so both run at once.
	const args = ['--maxWorkers=2', 'test/engine/faults/', ...process.argv.slice(2)];
	const steps = new Steps();
	const ready =
		(await steps.check('install', installProject)) &&
		(await steps.check('build', async () => await build({ onlyIfChanged: true })));
	if (ready)
		await steps.tier(
			'random runs under faults',
			async () => await runTier('engine', { args, env: { FAULTS: 'full' } }),
		);
	await steps.finish(SUMMARY);
});
