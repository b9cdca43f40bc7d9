import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const STOP_PATIENCE_MS = 15_000;

/** A program that runs until it is stopped. */
export interface Running {
	pid: number;
	/** The file with its output. */
	log: string;
	/** `undefined` while it runs, then how it ended ("code 1", "SIGKILL"). */
	ended(): string | undefined;
	/** Calls back once when it ends by itself or is stopped. */
	onEnd(callback: (how: string) => void): void;
	/** The last lines of its output, for error messages. */
	lastLines(count?: number): Promise<string>;
	/** Ends it and everything it started; resolves when it is gone. */
	stop(): Promise<void>;
	/** Ends it at once, as a crash of the machine would; resolves when it is gone. */
	kill(): Promise<void>;
}

const alive = new Set<ChildProcess>();

// What is still running when this process goes is taken along. Signals are left to those
// who know what to end in which order; without anyone, they end this process and so this
// is not reached: see endOnSignals.
process.on('exit', () => {
	for (const child of alive) signalGroup(child, 'SIGKILL');
});

/**
 * Lets SIGINT and SIGTERM end this process in the ordinary way, so that what it started is
 * ended too. For processes that handle signals in no other way, such as jest.
 */
export function endOnSignals(): void {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => process.exit(1));
	}
}

/**
 * Starts a program in a process group of its own, so that it can be ended together with
 * its children.
 * @throws Error when it cannot be started
 */
export function startProcess(
	program: string,
	args: string[],
	{ env, cwd, log }: { env: NodeJS.ProcessEnv; cwd?: string; log: string },
): Running {
	mkdirSync(dirname(log), { recursive: true });
	const child = spawn(program, args, {
		env,
		cwd,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	if (child.pid === undefined) throw new Error(`${program} could not be started`);
	const file = createWriteStream(log);
	file.on('error', () => {
		// On a full disk the output is lost. The program must not wait for it to be read.
		child.stdout.resume();
		child.stderr.resume();
	});
	child.stdout.pipe(file, { end: false });
	child.stderr.pipe(file, { end: false });
	alive.add(child);
	let how: string | undefined;
	const ended = new Promise<string>((resolve) => {
		child.once('close', (code, signal) => {
			how = signal ?? `code ${code}`;
			alive.delete(child);
			file.end();
			resolve(how);
		});
	});
	return {
		pid: child.pid,
		log,
		ended: () => how,
		onEnd: (callback) => void ended.then(callback),
		lastLines: async (count = 20) =>
			(await readFile(log, 'utf8')).trimEnd().split('\n').slice(-count).join('\n'),
		stop: async () => {
			signalGroup(child, 'SIGTERM');
			const force = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_PATIENCE_MS);
			await ended;
			clearTimeout(force);
			// The leader is gone; a child that outlived it is not.
			signalGroup(child, 'SIGKILL');
		},
		kill: async () => {
			signalGroup(child, 'SIGKILL');
			await ended;
		},
	};
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch {
		// The whole group is gone.
	}
}
