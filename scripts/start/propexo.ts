import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { ROOT } from '../../test/e2e/host/paths';
import { type Running, startProcess } from '../../test/e2e/host/process';

const START_PATIENCE_MS = 30_000;

/** Long enough to see a write pending, short enough not to wait for it. */
const JOB_MS = 3_000;

/** The local Propexo, running. */
export interface LocalPropexo {
	url: string;
	token: string;
	process: Running;
}

/**
 * Starts the sandbox of test/sandbox as a program of its own and waits until it listens.
 *
 * @param port
 * @param log the file for its output
 * @param onStart is told of the process as soon as there is something to end
 * @throws Error when it does not get ready, with its last words
 */
export async function startLocalPropexo(
	port: number,
	log: string,
	onStart: (running: Running) => void,
): Promise<LocalPropexo> {
	const token = 'propexo-sandbox-token';
	const running = startProcess(
		process.execPath,
		[
			'--import',
			'tsx',
			join('test', 'sandbox', 'main.ts'),
			'--port',
			String(port),
			'--token',
			token,
			'--job-ms',
			String(JOB_MS),
		],
		{ env: process.env, cwd: ROOT, log },
	);
	onStart(running);
	const url = `http://127.0.0.1:${port}`;
	const until = Date.now() + START_PATIENCE_MS;
	while (!(await listens(url))) {
		if (running.ended() || Date.now() > until) {
			throw new Error(
				`The local Propexo did not start. Its last words:\n${await running.lastLines()}`,
			);
		}
		await sleep(100);
	}
	return { url, token, process: running };
}

async function listens(url: string): Promise<boolean> {
	try {
		await fetch(url);
		return true;
	} catch {
		return false;
	}
}
