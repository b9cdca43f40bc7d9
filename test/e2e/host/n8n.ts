import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { N8nClient } from './client';
import { n8nEnvironment, type Owner } from './environment';
import { HOST, hostNode, RESULTS } from './paths';
import { freePort } from './ports';
import { type Running, startProcess } from './process';

const START_PATIENCE_MS = 120_000;

/** The owner in tests and of `npm start`. It guards nothing: n8n listens on 127.0.0.1 only. */
export const DEMO_OWNER: Owner = {
	email: 'owner@example.com',
	password: 'Propexo-Demo-1',
	firstName: 'Demo',
	lastName: 'Owner',
};

/** A running n8n. */
export interface N8n {
	/** Its address, such as `http://127.0.0.1:5678`. */
	url: string;
	owner: Owner;
	/** A client that is logged in as the owner. */
	client: N8nClient;
	process: Running;
	stop(): Promise<void>;
}

/** How an n8n is to be started. */
export interface StartOptions {
	/** Its user folder, with the package in it (see installPackage). */
	userFolder: string;
	/** By default a free one. */
	port?: number;
	owner?: Owner;
	/** More environment. */
	env?: Record<string, string>;
	/** The file for its output. */
	log?: string;
	/** Is told of the process at once, to end it when the start is broken off. */
	onStart?: (running: Running) => void;
}

/**
 * Starts n8n's main process and waits until its owner can log in: "ready" comes earlier,
 * before the owner is written.
 *
 * @throws Error when it ends or does not get ready within two minutes, with its last words
 */
export async function startN8n({
	userFolder,
	port,
	owner = DEMO_OWNER,
	env,
	log,
	onStart,
}: StartOptions): Promise<N8n> {
	const chosen = port ?? (await freePort());
	const running = startProcess(
		hostNode(),
		[join(HOST, 'node_modules', 'n8n', 'bin', 'n8n'), 'start'],
		{
			env: n8nEnvironment({ userFolder, port: chosen, brokerPort: await freePort(), owner, env }),
			cwd: userFolder,
			log: log ?? join(RESULTS, `n8n-${chosen}.log`),
		},
	);
	onStart?.(running);
	const url = `http://127.0.0.1:${chosen}`;
	const client = new N8nClient(url);
	try {
		await waitForLogin(client, owner, running);
	} catch (error) {
		await running.stop();
		throw error;
	}
	return { url, owner, client, process: running, stop: running.stop };
}

/**
 * Starts a worker of queue mode. Its `env` names the queue, the database and the key.
 *
 * @returns the running worker, which may still be getting ready
 */
export async function startWorker({
	userFolder,
	env,
	log,
}: Required<Pick<StartOptions, 'userFolder' | 'env' | 'log'>>): Promise<Running> {
	return startProcess(hostNode(), [join(HOST, 'node_modules', 'n8n', 'bin', 'n8n'), 'worker'], {
		env: n8nEnvironment({
			userFolder,
			port: await freePort(),
			brokerPort: await freePort(),
			owner: DEMO_OWNER,
			env,
		}),
		cwd: userFolder,
		log,
	});
}

async function waitForLogin(client: N8nClient, owner: Owner, running: Running): Promise<void> {
	const until = Date.now() + START_PATIENCE_MS;
	for (;;) {
		if (running.ended()) {
			throw new Error(
				`n8n ended at its start (${running.ended()}). Its last words:\n${await running.lastLines()}`,
			);
		}
		// Only five logins a minute are let through, so they are not tried before n8n is ready.
		if ((await isReady(client.url)) && (await client.login(owner.email, owner.password))) return;
		if (Date.now() > until) {
			throw new Error(
				`n8n was not ready after two minutes. Its last words:\n${await running.lastLines()}`,
			);
		}
		await sleep(400);
	}
}

async function isReady(url: string): Promise<boolean> {
	try {
		return (await fetch(`${url}/healthz/readiness`)).ok;
	} catch {
		return false;
	}
}
