import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { DEMO_OWNER, startN8n } from '../test/e2e/host/n8n';
import { installPackage } from '../test/e2e/host/package';
import { ROOT } from '../test/e2e/host/paths';
import { isPortFree } from '../test/e2e/host/ports';
import { endOnSignals } from '../test/e2e/host/process';
import { startSandbox } from '../test/sandbox';
import { ensureExamples } from './examples';
import { acquireLock, log, withLock } from './install';
import { ensureN8n } from './install-n8n';
import { build } from './task-runner';

const FOLDER = join(ROOT, '.n8n-host');

const TOKEN = 'propexo-sandbox-token';

/** What has been started, to be stopped in reverse order. */
const cleanups: Array<() => unknown> = [];

/** npm start: a real n8n with this package, and a local Propexo, until Ctrl-C. */
export default async function start(): Promise<void> {
	const n8nPort = await choosePort('N8N_PORT', 5678);
	const sandboxPort = await choosePort('SANDBOX_PORT', 4010);
	mkdirSync(FOLDER, { recursive: true });
	// Two n8n on one SQLite file would damage it.
	const release = acquireLock(join(FOLDER, 'running.pid'));
	if (!release) throw new Error('npm start is already running here. Stop it first.');
	cleanups.push(release);
	try {
		await withLock(async () => {
			await ensureN8n();
			await build();
			await installPackage(FOLDER);
		});
		// Before this, a signal simply ends the process group.
		await Promise.race([waitForSignal(), runUntilN8nEnds(n8nPort, sandboxPort)]);
		log('\nStopping n8n and the local Propexo …');
	} finally {
		for (const cleanup of cleanups.reverse()) await cleanup();
	}
	// When it was interrupted while it started, it may still be waiting for n8n.
	process.exit();
}

async function runUntilN8nEnds(n8nPort: number, sandboxPort: number): Promise<never> {
	// Long enough to see a write pending, short enough not to wait for it.
	const jobDurationMs = 3_000;
	const sandbox = await startSandbox({ port: sandboxPort, token: TOKEN, jobDurationMs });
	cleanups.push(() => sandbox.close());
	log(`✔ A local Propexo answers at ${sandbox.url}\n… Starting n8n (about 10 seconds)`);
	const n8n = await startN8n({
		userFolder: FOLDER,
		port: n8nPort,
		log: join(FOLDER, 'n8n.log'),
		onStart: (running) => cleanups.push(running.stop),
	});
	const examples = await ensureExamples(n8n.client, { baseUrl: sandbox.url, apiToken: TOKEN });
	log(`
n8n is ready: ${n8n.url}
  e-mail    ${DEMO_OWNER.email}
  password  ${DEMO_OWNER.password}

What to do:
  1. Open ${n8n.url}/workflow/${examples.bill} and log in.
  2. Click "Execute workflow": two vendor bills are written to Buildium through the local
     Propexo at ${sandbox.url}. Double-click "Create Invoice" to see the fields.
  3. Open ${n8n.url}/workflow/${examples.outcomes}/executions: within a minute
     the trigger reports the outcome of both writes.

Nothing leaves this machine. Your changes are kept in .n8n-host; delete that folder to
start over. Ctrl-C stops everything.
`);
	const end = await new Promise<string>((resolve) => n8n.process.onEnd(resolve));
	throw new Error(`n8n has stopped by itself (${end}). Its log: ${n8n.process.log}`);
}

async function choosePort(variable: string, defaultPort: number): Promise<number> {
	const port = Number(process.env[variable] || defaultPort);
	const isPort = Number.isInteger(port) && port > 0 && port < 65_536;
	if (isPort && (await isPortFree(port))) return port;
	const problem = isPort
		? `Port ${port} is in use by another program. Stop that program, or choose another port:`
		: `${variable} has to be a port from 1 to 65535, for example:`;
	throw new Error(`${problem} ${variable}=${defaultPort + 1} npm start`);
}

async function waitForSignal(): Promise<void> {
	await new Promise<void>((resolve) => {
		process.once('SIGINT', resolve).once('SIGTERM', resolve).once('SIGHUP', resolve);
	});
	// A second signal kills what is still running.
	endOnSignals();
}
