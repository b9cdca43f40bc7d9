import { realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { installProject } from './install.mjs';
import { forgetBuild, isBuilt, rememberBuild } from './lib/build-stamp.mjs';
import { endCommandsOnSignal } from './lib/command.mjs';
import { Failure, runMain } from './lib/failure.mjs';
import { withLock } from './lib/lock.mjs';
import { ROOT } from './lib/paths.mjs';
import { elapsed, say } from './lib/progress.mjs';
import { tool } from './lib/tools.mjs';

/**
 * Builds the package into dist: the compiled sources, the icons and the codex files.
 *
 * @param {object} [options]
 * @param {boolean} [options.onlyIfChanged] leave a dist that fits the sources as it is
 * @returns {Promise<void>}
 * @throws {Failure} when it does not compile; the compiler has said why
 */
export async function build({ onlyIfChanged = false } = {}) {
	await withLock('build', async () => {
		if (onlyIfChanged && (await isBuilt())) return;
		const started = Date.now();
		await forgetBuild();
		await rm(join(ROOT, 'dist'), { recursive: true, force: true });
		if ((await tool('tsc', ['-p', 'tsconfig.json'])) !== 0) {
			throw new Failure("The sources do not compile: see the compiler's messages above.");
		}
		if ((await tool('gulp', ['--silent'])) !== 0) {
			throw new Failure("Copying icons and codex files to dist failed: see gulp's messages above.");
		}
		await rememberBuild();
		say(`✔ Built the package into dist ${elapsed(started)}`);
	});
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
	endCommandsOnSignal();
	await runMain(async () => {
		await installProject();
		await build();
	});
}
