import { installProject } from './install.mjs';
import { typecheck } from './lib/checks.mjs';
import { endCommandsOnSignal } from './lib/command.mjs';
import { Failure, runMain } from './lib/failure.mjs';

endCommandsOnSignal();
await runMain(async () => {
	await installProject();
	if (!(await typecheck())) throw new Failure('The types do not fit: see above.');
});
