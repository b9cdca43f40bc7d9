import { installProject } from './install.mjs';
import { endCommandsOnSignal } from './lib/command.mjs';
import { runMain } from './lib/failure.mjs';
import { tool } from './lib/tools.mjs';

// Runs one of the TypeScript scripts: node scripts/run.mjs <file>. What npm and installing say goes to stderr.
endCommandsOnSignal();
await runMain(async () => {
	await installProject();
	process.exitCode = await tool('tsx', process.argv.slice(2));
});
