import { existsSync, realpathSync } from 'node:fs';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { endCommandsOnSignal } from './lib/command.mjs';
import { Failure, runMain } from './lib/failure.mjs';
import { ensureSqlite, hostNode } from './lib/host-node.mjs';
import { withLock } from './lib/lock.mjs';
import { npm } from './lib/npm.mjs';
import { HOST, RESULTS, ROOT } from './lib/paths.mjs';
import { say, withProgress, writtenTo } from './lib/progress.mjs';
import { isInstalled, removeStamp, writeStamp } from './lib/stamp.mjs';

/**
 * Installs the project's own packages when they are missing or not those of
 * package-lock.json. Takes a moment when there is nothing to do.
 *
 * @returns {Promise<void>}
 * @throws {Failure} no network, full disk and the like, in a sentence
 */
export async function installProject() {
	await installFolder({
		folder: ROOT,
		name: "the project's packages",
		why: '(about 600; once)',
		size: '0.6 to 1 GB',
		neededMB: 1_000,
		flags: ['--ignore-scripts', '--include=dev'],
	});
}

/**
 * Installs the real n8n in its own folder when it is missing or not the one of its
 * package-lock.json, and makes sure that its SQLite driver works.
 *
 * @returns {Promise<void>}
 * @throws {Failure} no network, full disk, no compiler, no Node 24, in a sentence
 */
export async function installHost() {
	if (process.platform === 'win32') {
		throw new Failure(
			'The real n8n is run on Linux and macOS only. On Windows, use WSL (https://learn.microsoft.com/windows/wsl).',
		);
	}
	await installFolder({
		folder: HOST,
		name: 'n8n itself',
		why: '(2,100 packages, 2 GB; once, mostly download)',
		// The more the less npm has in its cache.
		size: '2 to 3 GB',
		neededMB: 3_000,
		flags: ['--ignore-scripts', '--legacy-peer-deps'],
		finish: async (log) => {
			const host = await hostNode();
			await ensureSqlite(host, log);
			// The TypeScript side (test/e2e/host) starts n8n with the Node found here.
			await writeFile(join(HOST, 'node_modules', '.host-node'), host.node);
		},
	});
}

/**
 * @param {object} job
 * @param {string} job.folder
 * @param {string} job.name what is installed, for people
 * @param {string} job.why why it is long
 * @param {string} job.size about how much will be written, for people
 * @param {number} job.neededMB what must be free
 * @param {string[]} job.flags for `npm ci`
 * @param {(log: string) => Promise<void>} [job.finish] what belongs to the install after npm
 */
async function installFolder({ folder, name, why, size, neededMB, flags, finish }) {
	await withLock(folder === HOST ? 'install-n8n' : 'install', async () => {
		const log = logFor(folder);
		if (await isInstalled(folder).catch(() => false)) {
			// A driver that was never built, or for another Node, is mended without a new install.
			await finish?.(log);
			return;
		}
		await requireSpace(folder, neededMB);
		await mkdir(RESULTS, { recursive: true });
		await rm(log, { force: true });
		await removeStamp(folder);
		await withProgress(
			`Installing ${name} ${why}`,
			async () => await npm(['ci', ...flags], { cwd: folder, log, what: `Installing ${name}` }),
			await writtenTo(folder, size),
		);
		await finish?.(log);
		await writeStamp(folder);
	});
}

/** @param {string} folder */
function logFor(folder) {
	return join(RESULTS, folder === HOST ? 'install-n8n.log' : 'install.log');
}

/**
 * @param {string} folder
 * @param {number} neededMB
 */
async function requireSpace(folder, neededMB) {
	// What is there already is replaced, not added to.
	if (existsSync(join(folder, 'node_modules'))) return;
	const disk = await statfs(folder);
	const freeMB = Math.round((disk.bavail * disk.bsize) / 1e6);
	if (freeMB > neededMB) return;
	throw new Failure(
		`About ${neededMB} MB are needed and only ${freeMB} MB are free on the disk of ${folder}. Free some space and run the command again.`,
	);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
	endCommandsOnSignal();
	await runMain(async () => {
		await installProject();
		if (process.argv.includes('--n8n')) await installHost();
		say('✔ Everything is installed.');
	});
}
