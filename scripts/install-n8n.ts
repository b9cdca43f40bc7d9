import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { HOST, hostNode } from '../test/e2e/host/paths';
import { ensureInstalled, runNpm } from './install';

/**
 * Installs the real n8n when it is missing or not the one of its lock file, and builds its
 * SQLite driver when that does not load: the one install script of n8n's that is needed.
 */
export async function ensureN8n(): Promise<void> {
	if (process.platform === 'win32') {
		throw new Error('The real n8n runs on Linux and macOS only. On Windows, use WSL.');
	}
	await ensureInstalled(HOST, {
		title: 'Installing n8n itself (2,100 packages, 2 GB; once)',
		neededMB: 3_000,
		flags: ['--legacy-peer-deps'],
	});
	if (sqliteLoads()) return;
	await buildSqlite();
	if (sqliteLoads()) return;
	throw new Error(
		"n8n's SQLite driver was built but does not load. Delete test/e2e/.n8n/node_modules and run the command again.",
	);
}

function sqliteLoads(): boolean {
	return spawnSync(hostNode(), ['-e', "require('sqlite3')"], { cwd: HOST }).status === 0;
}

async function buildSqlite(): Promise<void> {
	const path = process.env.PATH ?? '';
	const missing = ['python3', 'make', 'g++'].filter((program) =>
		path.split(delimiter).every((folder) => !existsSync(join(folder, program))),
	);
	if (missing.length > 0) {
		const command = process.platform === 'darwin' ? 'xcode-select --install' : 'apt-get install';
		throw new Error(
			`n8n's SQLite driver has to be compiled, and ${missing.join(' and ')} cannot be found. Install what is missing (${command} ${missing.join(' ')}) and run the command again.`,
		);
	}
	const bin = dirname(hostNode());
	const prefix = dirname(bin);
	const env: NodeJS.ProcessEnv = { ...process.env, PATH: `${bin}${delimiter}${path}` };
	// With this Node's own headers nothing has to be downloaded.
	if (existsSync(join(prefix, 'include', 'node', 'node.h'))) env.npm_config_nodedir = prefix;
	await runNpm(['rebuild', 'sqlite3', '--ignore-scripts=false', '--legacy-peer-deps'], {
		cwd: HOST,
		title: "Building n8n's SQLite driver (C++, about a minute; once)",
		env,
	});
}
