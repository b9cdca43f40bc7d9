import { existsSync } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { run } from './command.mjs';
import { Failure } from './failure.mjs';

/**
 * Runs npm in a folder with its output in a file.
 *
 * @param {string[]} args
 * @param {object} options
 * @param {string} options.cwd
 * @param {string} options.log
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} options.what what this was for, to begin the failure's sentence with
 * @throws {Failure} a sentence on what went wrong, with the log's path
 */
export async function npm(args, { cwd, log, env = process.env, what }) {
	// Under `npm run`, npm's own script is known and needs no shell on any platform.
	const cli = env.npm_execpath?.endsWith('npm-cli.js') ? env.npm_execpath : undefined;
	// `npm run --silent` would hand its silence down, and the log would stay empty.
	const flags = ['--loglevel=http', '--no-audit', '--no-fund', '--no-update-notifier'];
	const code = cli
		? await run(process.execPath, [cli, ...args, ...flags], { cwd, env, log })
		: await run('npm', [...args, ...flags], { cwd, env, log });
	// On a full disk npm may have ended well, with files cut short, or have had no room for its words.
	const full = await isFull(cwd);
	if (code === 0 && !full) return;
	const text = full ? 'npm error code ENOSPC' : await readFile(log, 'utf8').catch(() => '');
	throw new Failure(`${what} failed: ${explainNpmLog(text)}`, log);
}

/** @param {string} folder */
async function isFull(folder) {
	const disk = await statfs(folder);
	return disk.bavail * disk.bsize < 20e6;
}

/** What npm's log shows, and the sentence for it. The first that fits is told. */
/** @type {Array<[RegExp, string]>} */
const CAUSES = [
	[/ENOSPC/, 'the disk is full. Free some space (n8n needs about 3 GB) and run the command again.'],
	[
		/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|ERR_SOCKET_TIMEOUT/,
		'the npm registry could not be reached. Check the network (and a proxy, if you need one: npm config set proxy …) and run the command again.',
	],
	[
		/SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET_ISSUER)|CERT_HAS_EXPIRED/,
		"the npm registry's certificate is not trusted. Behind a company proxy, name its certificate with: npm config set cafile …",
	],
	[
		/EACCES|EPERM/,
		'a file or folder may not be written. Check who owns this folder and run the command again.',
	],
	[
		/code EUSAGE/,
		'package-lock.json does not fit package.json. Run `npm install` and commit the lock file.',
	],
	[
		/EINTEGRITY/,
		'a downloaded package was damaged. Run `npm cache clean --force` and the command again.',
	],
	[
		/E401|E403/,
		'the npm registry refused access. Check the registry and the login in your .npmrc.',
	],
];

/**
 * Says in one sentence why npm failed.
 *
 * @param {string} log npm's output
 * @returns {string}
 */
export function explainNpmLog(log) {
	const errors = log.split('\n').filter((line) => /npm (ERR!|error)|gyp ERR!|ENOSPC/.test(line));
	for (const [sign, sentence] of CAUSES) {
		if (errors.some((line) => sign.test(line))) return sentence;
	}
	const last = errors.find((line) => !/code|log of this run/.test(line)) ?? 'npm gave no reason';
	return last.replace(/^npm (ERR!|error)\s*/, '').trim();
}

/**
 * Which of these programs are not on the PATH.
 *
 * @param {string[]} programs
 * @returns {string[]}
 */
export function missingPrograms(programs) {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return programs.filter((name) => !folders.some((folder) => existsSync(join(folder, name))));
}
