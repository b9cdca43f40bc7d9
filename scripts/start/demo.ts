import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { DEMO_OWNER, startN8n } from '../../test/e2e/host/n8n';
import { installPackage } from '../../test/e2e/host/package';
import { ROOT } from '../../test/e2e/host/paths';
import { isPortFree } from '../../test/e2e/host/ports';
import { say } from '../lib/say';
import { claimFolder } from './claim';
import { Cleanups } from './cleanups';
import { type PlacedExamples, putExamples } from './examples';
import { startLocalPropexo } from './propexo';

const FOLDER = join(ROOT, '.n8n-host');

/** The ports that a person can choose. */
export interface Ports {
	n8n: number;
	sandbox: number;
}

/**
 * Runs the demonstration until it is asked to stop, or until one of its two programs ends:
 * a local Propexo, and a real n8n with the package, a credential and two workflows.
 * Everything that was started is ended before this resolves or throws.
 *
 * @param ports
 * @param stopRequest resolves when the demonstration is to end, at whatever point it is
 * @throws Error with a sentence for the person, for example when a port is in use
 */
export async function runDemo(ports: Ports, stopRequest: Promise<void>): Promise<void> {
	const cleanups = new Cleanups();
	const stopped = stopRequest.then(() => {
		throw new Stopped();
	});
	try {
		await Promise.race([stopped, demo(ports, cleanups)]);
	} catch (error) {
		if (!(error instanceof Stopped)) throw error;
		say('\nStopping n8n and the local Propexo …');
	} finally {
		await cleanups.run();
	}
	say('✔ Everything that was started has ended.');
}

class Stopped extends Error {}

async function demo(ports: Ports, cleanups: Cleanups): Promise<void> {
	await requireFreePort(ports.n8n, 'N8N_PORT', 'n8n');
	await requireFreePort(ports.sandbox, 'SANDBOX_PORT', 'the local Propexo');
	await mkdir(FOLDER, { recursive: true });
	cleanups.add(await claimFolder(FOLDER));

	const propexo = await startLocalPropexo(ports.sandbox, join(FOLDER, 'propexo.log'), (running) =>
		cleanups.add(running.stop),
	);
	say(`✔ A local Propexo answers at ${propexo.url}`);

	await installPackage(FOLDER);
	say('… Starting n8n (about 10 seconds)');
	const n8n = await startN8n({
		userFolder: FOLDER,
		port: ports.n8n,
		log: join(FOLDER, 'n8n.log'),
		onStart: (running) => cleanups.add(running.stop),
	});
	const placed = await putExamples(n8n.client, propexo);
	say(welcome(n8n.url, propexo.url, placed));

	const how = await new Promise<string>((resolve) => {
		n8n.process.onEnd((end) =>
			resolve(`n8n has ended by itself (${end}); its log: ${n8n.process.log}`),
		);
		propexo.process.onEnd((end) =>
			resolve(`The local Propexo has ended by itself (${end}); its log: ${propexo.process.log}`),
		);
	});
	throw new Error(how);
}

async function requireFreePort(port: number, variable: string, what: string): Promise<void> {
	if (await isPortFree(port)) return;
	throw new Error(
		`Port ${port}, which ${what} needs, is in use by another program. Stop that program, or choose another port: ${variable}=${port + 1} npm start`,
	);
}

function welcome(url: string, propexoUrl: string, { bill, outcomes }: PlacedExamples): string {
	return `
n8n is ready: ${url}
  e-mail    ${DEMO_OWNER.email}
  password  ${DEMO_OWNER.password}

What to do:
  1. Open ${url}/workflow/${bill} and log in.
  2. Click "Execute workflow": two vendor bills are written to Buildium, by way of the
     local Propexo at ${propexoUrl}. Double-click "Create Invoice" to see the fields.
  3. Open ${url}/workflow/${outcomes}/executions: within a minute
     the trigger has followed both writes to their outcome.

Nothing leaves this machine. What you change is kept in .n8n-host; delete that folder to
begin anew. Ctrl-C ends everything.
`;
}
