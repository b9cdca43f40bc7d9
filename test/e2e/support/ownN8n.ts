import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { N8nClient } from '../host/client';
import { type N8n, startN8n } from '../host/n8n';
import { installPackage } from '../host/package';
import { RESULTS } from '../host/paths';

/** An n8n of a test file's own, which it may stop, kill and start again on the same user folder. */
export interface OwnN8n {
	readonly userFolder: string;
	/** Logged in; another one after each start. */
	readonly client: N8nClient;
	/** Ends n8n as its operator would. */
	stop(): Promise<void>;
	/** Ends n8n as a crash would: nothing is put in order. */
	kill(): Promise<void>;
	/** Starts n8n again on what it left behind. */
	start(): Promise<void>;
	/** Ends n8n for good and removes its folder. */
	end(): Promise<void>;
}

/** Starts an n8n with the packed package, apart from the one that all test files share. */
export async function startOwnN8n(name: string, env: Record<string, string> = {}): Promise<OwnN8n> {
	const userFolder = await mkdtemp(join(tmpdir(), `propexo-${name}-`));
	let starts = 0;
	let n8n: N8n;
	const start = async () => {
		// After a crash n8n waits ten seconds for its supervisor's sake, when it finds this file.
		await rm(join(userFolder, '.n8n', 'crash.journal'), { force: true });
		n8n = await startN8n({ userFolder, env, log: join(RESULTS, `n8n-${name}-${++starts}.log`) });
	};
	await installPackage(userFolder);
	await start();
	return {
		userFolder,
		get client() {
			return n8n.client;
		},
		stop: async () => await n8n.stop(),
		kill: async () => await n8n.process.kill(),
		start,
		end: async () => {
			await n8n.stop();
			await rm(userFolder, { recursive: true, force: true });
		},
	};
}
