// Installs packages on a fresh clone. Only Node's own modules can be used here.
const { spawn } = require('node:child_process');
const { existsSync, mkdirSync, openSync, readFileSync, rmSync } = require('node:fs');
const { statfsSync, writeFileSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const ROOT = dirname(__dirname);
const RESULTS = join(ROOT, 'test-results');
const PROGRESS_INTERVAL_MS = 10_000;

const UNREACHABLE =
	/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|SOCKET_TIMEOUT|_CERT|_SIGNATURE/;

/** What npm's errors mean to the user. The first match counts. */
const NPM_ERRORS = /** @type {const} */ ([
	[/ENOSPC/, 'The disk is full. Free some space.'],
	[
		UNREACHABLE,
		'The npm registry cannot be reached. Check the network, and behind a company proxy `npm config get proxy` and `npm config get cafile`.',
	],
	[/EACCES|EPERM/, 'A file cannot be written. Check who owns this folder.'],
	[/EUSAGE/, 'package-lock.json does not match package.json. Run `npm install` and commit both.'],
]);

/** @param {string} text goes to stderr, because stdout is for results */
const log = (text) => void process.stderr.write(`${text}\n`);

/**
 * Runs `npm ci` in a folder whose packages are missing or not those of its package-lock.json.
 *
 * @param {string} folder
 * @param {{ title: string, neededMB: number, command?: 'ci' | 'install', flags?: string[] }} options
 * with the command `install`, the first run creates the lock file
 */
async function ensureInstalled(folder, { title, neededMB, command = 'ci', flags = [] }) {
	if (isInstalled(folder)) return;
	const modules = join(folder, 'node_modules');
	const free = freeMB(folder);
	// An earlier install is replaced, not added to.
	if (free < neededMB && !existsSync(modules)) {
		throw new Error(
			`${title} needs ${neededMB} MB, and the disk of ${folder} has ${free} MB. Free some space.`,
		);
	}
	// npm writes its record last, so without the old one an interrupted install is noticed.
	rmSync(join(modules, '.package-lock.json'), { force: true });
	await runNpm([command, '--ignore-scripts', ...flags], { cwd: folder, title });
}

/**
 * Whether npm's record of node_modules names every package of the lock file, and none for
 * another platform: a container may share its checkout with a Mac.
 *
 * @param {string} folder
 */
function isInstalled(folder) {
	try {
		/** @type {(file: string) => Record<string, any>} */
		const read = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')).packages;
		const installed = read('node_modules/.package-lock.json');
		return Object.entries(read('package-lock.json')).every(([path, locked]) => {
			const found = installed[path];
			if (!found) return path === '' || locked.optional || locked.devOptional || locked.peer;
			/** @type {string[]} */
			const platforms = [found.os ?? process.platform].flat();
			const runsHere = platforms.some((os) => os === process.platform || os.startsWith('!'));
			return found.version === locked.version && runsHere;
		});
	} catch {
		return false;
	}
}

/**
 * Runs npm with its output in a log file, and reports progress every ten seconds.
 *
 * @param {string[]} args
 * @param {{ cwd: string, title: string, env?: NodeJS.ProcessEnv }} options
 */
async function runNpm(args, { cwd, title, env = process.env }) {
	mkdirSync(RESULTS, { recursive: true });
	const logFile = join(RESULTS, `npm-${args[0]}-${basename(cwd)}.log`);
	const output = openSync(logFile, 'w');
	const started = Date.now();
	let mostFree = freeMB(cwd);
	const report = (/** @type {string} */ mark) => {
		const free = freeMB(cwd);
		// Packages of an earlier install are deleted first, which frees space.
		mostFree = Math.max(mostFree, free);
		const seconds = Math.round((Date.now() - started) / 1_000);
		log(`${mark} ${title}: ${seconds} s, ${mostFree - free} MB written`);
	};
	log(`… ${title}`);
	const timer = setInterval(report, PROGRESS_INTERVAL_MS, '…');
	const code = await new Promise((resolve) => {
		spawn('npm', [...args, '--loglevel=http', '--no-audit', '--no-fund'], {
			cwd,
			env,
			stdio: ['ignore', output, output],
			shell: process.platform === 'win32', // npm is a batch file there.
		})
			.once('error', () => resolve(127))
			.once('exit', resolve);
	});
	clearInterval(timer);
	// On a full disk npm may succeed and leave truncated files.
	const isDiskFull = freeMB(cwd) < 20;
	const isDone = code === 0 && !isDiskFull;
	report(isDone ? '✔' : '✖');
	if (isDone) return;
	const npmLog = isDiskFull ? 'npm error ENOSPC' : readFileSync(logFile, 'utf8');
	throw new Error(`${explain(npmLog)} Then run the command again.\n  npm's log: ${logFile}`);
}

/** @param {string} npmLog */
function explain(npmLog) {
	const errors = npmLog.match(/^.*(npm error|npm ERR!|gyp ERR!).*$/gm) ?? [];
	const known = NPM_ERRORS.find(([pattern]) => errors.some((line) => pattern.test(line)));
	return known?.[1] ?? `npm failed: ${errors[0] ?? 'it gave no reason'}. See its log.`;
}

/** @param {string} folder */
function freeMB(folder) {
	const disk = statfsSync(folder);
	return Math.round((disk.bavail * disk.bsize) / 1e6);
}

/**
 * Lets one process at a time install or build: two would destroy each other's result.
 *
 * @template T
 * @param {() => Promise<T>} work
 */
async function withLock(work) {
	mkdirSync(RESULTS, { recursive: true });
	const file = join(RESULTS, 'install.lock');
	let release = acquireLock(file);
	if (!release) log(`… Waiting for another process that installs or builds here (${file})`);
	while (!(release ??= acquireLock(file))) await sleep(500);
	try {
		return await work();
	} finally {
		release();
	}
}

/**
 * Takes a lock file for this run, unless another one that is alive holds it.
 *
 * @param {string} file
 * @returns {(() => void) | undefined} releases the lock
 */
function acquireLock(file) {
	try {
		// The parent is run.js, which ends after everything that a task has started.
		writeFileSync(file, String(process.ppid), { flag: 'wx' });
		return () => rmSync(file, { force: true });
	} catch (error) {
		if (codeOf(error) !== 'EEXIST') throw error;
	}
	if (isHeld(file)) return undefined;
	rmSync(file, { force: true });
	return acquireLock(file);
}

/** @param {string} lockFile */
function isHeld(lockFile) {
	try {
		const pid = Number(readFileSync(lockFile, 'utf8'));
		// The file is empty for a moment while its holder writes it.
		return pid === 0 || process.kill(pid, 0);
	} catch (error) {
		return codeOf(error) === 'EPERM'; // alive, and another user's
	}
}

/** @param {unknown} error */
function codeOf(error) {
	return error instanceof Error && 'code' in error ? error.code : undefined;
}

module.exports = { acquireLock, codeOf, ensureInstalled, log, ROOT, runNpm, withLock };
