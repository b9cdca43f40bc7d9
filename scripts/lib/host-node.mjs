import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { Failure } from './failure.mjs';
import { missingPrograms, npm } from './npm.mjs';
import { HOST } from './paths.mjs';
import { withProgress } from './progress.mjs';

const exec = promisify(execFile);

/** n8n 2.41 runs on this Node or a newer one. */
const OLDEST_MAJOR = 24;

/**
 * The Node that runs n8n.
 *
 * @typedef {object} HostNode
 * @property {string} node path of its program
 * @property {NodeJS.ProcessEnv} env this process's environment with that Node first on the
 *   PATH (n8n starts its task runner as plain `node`)
 */

/**
 * Finds the Node that n8n needs: the one from npm in the host folder (Linux), else the
 * one running this, else the one on the PATH.
 *
 * @returns {Promise<HostNode>}
 * @throws {Failure} when there is none
 */
export async function hostNode() {
	const bundled = join(
		HOST,
		'node_modules',
		`node-${process.platform}-${process.arch}`,
		'bin',
		'node',
	);
	for (const node of [bundled, process.execPath, 'node']) {
		const { stdout } = await exec(node, [
			'-p',
			'process.versions.node + " " + process.execPath',
		]).catch(() => ({ stdout: '' }));
		const [version = '', path = ''] = stdout.trim().split(' ');
		if (Number(version.split('.')[0]) < OLDEST_MAJOR || !path) continue;
		return {
			node: path,
			env: { ...process.env, PATH: `${dirname(path)}${delimiter}${process.env.PATH ?? ''}` },
		};
	}
	throw new Failure(
		`n8n needs Node ${OLDEST_MAJOR} or newer, and npm offers none for ${process.platform}-${process.arch}. Install Node ${OLDEST_MAJOR} (https://nodejs.org), put it first on the PATH and run the command again.`,
	);
}

/**
 * Makes sure that n8n's SQLite driver can be loaded, and builds it when not: npm was
 * told to run no install scripts, and this is the one that is needed.
 *
 * @param {HostNode} host
 * @param {string} log file for the build's output
 * @throws {Failure} when it cannot be built, naming the missing tools
 */
export async function ensureSqlite(host, log) {
	if (await sqliteLoads(host)) return;
	const prefix = dirname(dirname(host.node));
	const headers = existsSync(join(prefix, 'include', 'node', 'node.h'));
	await withProgress("Building n8n's SQLite driver (C++, about a minute; once)", async () => {
		try {
			await npm(['rebuild', 'sqlite3', '--ignore-scripts=false', '--legacy-peer-deps'], {
				cwd: HOST,
				log,
				// With this Node's own headers nothing has to be downloaded.
				env: headers ? { ...host.env, npm_config_nodedir: prefix } : host.env,
				what: "Building n8n's SQLite driver",
			});
		} catch (error) {
			throw compilerMissing(log) ?? error;
		}
	});
	if (await sqliteLoads(host)) return;
	throw (
		compilerMissing(log) ??
		new Failure(
			"n8n's SQLite driver was built but cannot be loaded. Delete test/e2e/.n8n/node_modules and run the command again.",
			log,
		)
	);
}

/** @param {string} log */
function compilerMissing(log) {
	const missing = missingPrograms(['python3', 'make', 'g++']);
	if (missing.length === 0) return undefined;
	const how =
		process.platform === 'darwin'
			? 'xcode-select --install'
			: `apt-get install ${missing.join(' ')}`;
	return new Failure(
		`n8n's SQLite driver has to be compiled, and ${missing.join(' and ')} cannot be found. Install what is missing (${how}) and run the command again.`,
		log,
	);
}

/** @param {HostNode} host */
async function sqliteLoads(host) {
	try {
		await exec(host.node, ['-e', "require('sqlite3')"], { cwd: HOST, env: host.env });
		return true;
	} catch {
		return false;
	}
}
