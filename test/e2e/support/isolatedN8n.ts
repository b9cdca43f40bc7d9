import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { N8nClient } from '../host/client';
import { type N8n, startN8n } from '../host/n8n';
import { installPackage } from '../host/package';
import { RESULTS } from '../host/paths';

/** An n8n for one test file, which may stop, kill and restart it on the same user folder. */
export interface IsolatedN8n {
	readonly userFolder: string;
	/** Logged in; a new one after each start. */
	readonly client: N8nClient;
	/** Stops n8n gracefully. */
	stop(): Promise<void>;
	/** Kills n8n, as a crash would. */
	kill(): Promise<void>;
	/** Restarts n8n on the same user folder. */
	start(): Promise<void>;
	/** Stops n8n and removes its user folder. */
	remove(): Promise<void>;
}

/**
 * Starts an n8n with the packed package, separate from the shared one.
 * @param prepare is called before its first start, with its user folder
 */
export async function startIsolatedN8n(
	name: string,
	env: Record<string, string> = {},
	prepare?: (userFolder: string) => Promise<void>,
): Promise<IsolatedN8n> {
	const userFolder = await mkdtemp(join(tmpdir(), `propexo-${name}-`));
	let starts = 0;
	let n8n: N8n;
	const start = async () => {
		// After a crash n8n delays its start by ten seconds when it finds this file.
		await rm(join(userFolder, '.n8n', 'crash.journal'), { force: true });
		n8n = await startN8n({ userFolder, env, log: join(RESULTS, `n8n-${name}-${++starts}.log`) });
	};
	await installPackage(userFolder);
	await prepare?.(userFolder);
	await start();
	return {
		userFolder,
		get client() {
			return n8n.client;
		},
		stop: async () => await n8n.stop(),
		kill: async () => await n8n.process.kill(),
		start,
		remove: async () => {
			await n8n.stop();
			await rm(userFolder, { recursive: true, force: true });
		},
	};
}
