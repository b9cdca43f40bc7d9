import { build } from './build.mjs';
import { installProject } from './install.mjs';
import { lintShipped, lintSources } from './lib/checks.mjs';
import { endCommandsOnSignal } from './lib/command.mjs';
import { Failure, runMain } from './lib/failure.mjs';

// node scripts/lint.mjs: the sources, then what would be shipped (built when it is stale).
endCommandsOnSignal();
await runMain(async () => {
	await installProject();
	const sources = await lintSources();
	await build({ onlyIfChanged: true });
	const shipped = await lintShipped();
	if (!sources || !shipped) throw new Failure('The linter has found errors: see above.');
});
