import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

import { say } from './progress.mjs';
import { onStopRequest } from './stop.mjs';

const PATIENCE_MS = 4_000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
let ending = false;

/**
 * Ends a child with everything it started. Children lead a process group of their own.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
	if (!child.pid) return;
	try {
		process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
	} catch {
		// Already gone.
	}
}

/**
 * Asks what runs to end, waits until it has, and ends this process. What takes
 * longer than a few seconds, and everything at a second Ctrl-C, is ended by force.
 *
 * @param {NodeJS.Signals} signal
 */
function endAll(signal) {
	const exit = () => process.exit(signal === 'SIGINT' ? 130 : 143);
	const force = () => {
		for (const child of running) signalGroup(child, 'SIGKILL');
		exit();
	};
	if (ending) return force();
	ending = true;
	if (running.size === 0) return exit();
	say('\nStopping …');
	for (const child of running) {
		child.once('close', () => {
			if ([...running].every((other) => other.exitCode !== null || other.signalCode !== null))
				exit();
		});
		signalGroup(child, 'SIGTERM');
	}
	setTimeout(force, PATIENCE_MS);
}

/**
 * Ends the running commands and this process on Ctrl-C and the like. Scripts that have more to
 * end, such as `npm start`, take this off once their own handling is in place.
 *
 * @returns {() => void} takes the handling off again
 */
export function endCommandsOnSignal() {
	return onStopRequest(endAll);
}

/**
 * Runs a program to its end.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env] the whole environment, by default this process's
 * @param {string} [options.log] write its output to this file; by default it goes to the terminal
 * @param {boolean} [options.quiet] its stdout goes to stderr, because ours is data
 * @returns {Promise<number>} its exit code; 127 when it could not be started
 */
export async function run(program, args, { cwd, env = process.env, log, quiet = false } = {}) {
	if (log) await mkdir(dirname(log), { recursive: true });
	const child = spawn(program, args, {
		cwd,
		env,
		detached: process.platform !== 'win32',
		stdio: log ? ['ignore', 'pipe', 'pipe'] : ['ignore', quiet ? 2 : 'inherit', 'inherit'],
	});
	running.add(child);
	if (log) {
		const file = createWriteStream(log, { flags: 'a' });
		file.on('error', () => {
			// On a full disk the log is lost. The program must not wait for it to be read.
			child.stdout?.resume();
			child.stderr?.resume();
		});
		file.write(`\n$ ${program} ${args.join(' ')}\n`);
		child.stdout?.pipe(file, { end: false });
		child.stderr?.pipe(file, { end: false });
		child.once('close', () => file.end());
	}
	return await new Promise((resolve) => {
		child.once('error', () => {
			running.delete(child);
			resolve(127);
		});
		child.once('close', (code) => {
			running.delete(child);
			resolve(code ?? 1);
		});
	});
}
