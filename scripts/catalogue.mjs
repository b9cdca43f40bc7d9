import { installProject } from './install.mjs';
import { endCommandsOnSignal } from './lib/command.mjs';
import { runMain } from './lib/failure.mjs';
import { tool } from './lib/tools.mjs';

// Prints what Propexo accepts as JSON. Everything else that is said goes to stderr.
endCommandsOnSignal();
await runMain(async () => {
	await installProject();
	process.exitCode = await tool('tsx', ['scripts/catalogue.ts', ...process.argv.slice(2)]);
});
