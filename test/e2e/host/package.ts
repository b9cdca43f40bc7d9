import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ROOT } from './paths';

const exec = promisify(execFile);

/** The package's name, which n8n puts before its node types. */
export const PACKAGE = 'n8n-nodes-propexo';

/**
 * Packs the project as npm would publish it, and puts it where n8n keeps the community
 * packages that a user has installed.
 * @throws Error when npm cannot pack; its message holds npm's output
 */
export async function installPackage(userFolder: string): Promise<void> {
	const temp = await mkdtemp(join(tmpdir(), 'propexo-pack-'));
	try {
		const { stdout } = await exec(
			'npm',
			['pack', '--ignore-scripts', '--json', '--loglevel=error', '--pack-destination', temp],
			{ cwd: ROOT, maxBuffer: 16 * 1024 * 1024 },
		);
		const target = join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE);
		await rm(target, { recursive: true, force: true });
		await mkdir(target, { recursive: true });
		await exec('tar', [
			'-xzf',
			join(temp, tarballName(stdout)),
			'-C',
			target,
			'--strip-components=1',
		]);
	} finally {
		await rm(temp, { recursive: true, force: true });
	}
}

function tarballName(packOutput: string): string {
	const [tarball] = JSON.parse(packOutput) as Array<{ filename: string }>;
	if (!tarball) throw new Error(`npm pack named no file: ${packOutput}`);
	return tarball.filename;
}
