import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { createDatabase, deleteRedisKeys } from './database';
import { SERVICES } from './machine';
import { type N8n, startN8n, startWorker } from './n8n';
import { installPackage } from './package';
import { RESULTS } from './paths';
import { freePort } from './ports';
import type { Running } from './process';

const START_PATIENCE_MS = 120_000;

/** An n8n in queue mode: its main process and its workers. */
export interface QueueMode {
	main: N8n;
	workers: Running[];
	/** Ends all processes and removes the database and the folders. */
	stop(): Promise<void>;
}

/**
 * Starts n8n in queue mode on PostgreSQL and Redis: one main process, which polls triggers,
 * and workers, which run every execution, those by hand too. Each has a folder of its own
 * with the package in it, as on machines of their own.
 * @throws Error when a process does not get ready, with its last words
 */
export async function startQueueMode(
	workerCount = 1,
	env: Record<string, string> = {},
): Promise<QueueMode> {
	const run = randomBytes(4).toString('hex');
	const cleanups: Array<() => Promise<void>> = [];
	const stop = async () => {
		for (const end of cleanups.splice(0).reverse()) await end();
	};
	try {
		const database = await createDatabase(`n8n_propexo_${run}`);
		cleanups.push(database.drop, async () => await deleteRedisKeys(`${queuePrefix(run)}:*`));
		const shared = { ...queueEnvironment(database.name, run), ...env };
		const main = await startN8n({
			userFolder: await folderWithPackage(cleanups),
			env: shared,
			log: join(RESULTS, 'n8n-queue-main.log'),
			onStart: (running) => cleanups.push(running.stop),
		});
		const workers: Running[] = [];
		for (let number = 1; number <= workerCount; number += 1) {
			workers.push(await startOneWorker(number, shared, cleanups));
		}
		return { main, workers, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function startOneWorker(
	number: number,
	shared: Record<string, string>,
	cleanups: Array<() => Promise<void>>,
): Promise<Running> {
	const port = await freePort();
	const worker = await startWorker({
		userFolder: await folderWithPackage(cleanups),
		env: { ...shared, QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) },
		log: join(RESULTS, `n8n-queue-worker-${number}.log`),
	});
	cleanups.push(worker.stop);
	const until = Date.now() + START_PATIENCE_MS;
	while (!(await answers(`http://127.0.0.1:${port}/healthz/readiness`))) {
		if (worker.ended() || Date.now() > until) {
			throw new Error(`The worker did not get ready. Its last words:\n${await worker.lastLines()}`);
		}
		await sleep(250);
	}
	return worker;
}

async function folderWithPackage(cleanups: Array<() => Promise<void>>): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'propexo-queue-'));
	cleanups.push(async () => await rm(folder, { recursive: true, force: true }));
	await installPackage(folder);
	return folder;
}

function queuePrefix(run: string): string {
	return `propexo-${run}`;
}

function queueEnvironment(database: string, run: string): Record<string, string> {
	const { postgres, redis } = SERVICES;
	return {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		// One key for all: a worker has to read the credentials that main has saved.
		N8N_ENCRYPTION_KEY: run.repeat(4),
		N8N_LOG_LEVEL: 'info',
		QUEUE_BULL_REDIS_HOST: redis.host,
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		// Not only the queue: n8n caches in Redis, too, and must not find what another run has cached.
		QUEUE_BULL_PREFIX: queuePrefix(run),
		N8N_REDIS_KEY_PREFIX: queuePrefix(run),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: postgres.host,
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_USER: postgres.user,
		DB_POSTGRESDB_PASSWORD: postgres.password,
		DB_POSTGRESDB_DATABASE: database,
	};
}

async function answers(url: string): Promise<boolean> {
	try {
		return (await fetch(url)).ok;
	} catch {
		return false;
	}
}
