import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { queueServicesReachable } from '../host/machine';
import { startN8n } from '../host/n8n';
import { installPackage } from '../host/package';
import { RESULTS } from '../host/paths';
import { endOnSignals } from '../host/process';
import { keep } from './running';
import { publish } from './shared';

/** Starts the n8n that all end-to-end tests share, with the packed package in it. */
export default async function setup(): Promise<void> {
	endOnSignals();
	const userFolder = await mkdtemp(join(tmpdir(), 'propexo-e2e-'));
	await installPackage(userFolder);
	const n8n = await startN8n({ userFolder, log: join(RESULTS, 'n8n-e2e.log') });
	keep({ n8n, userFolder });
	publish({
		url: n8n.url,
		owner: n8n.owner,
		session: n8n.client.session,
		queueServices: await queueServicesReachable(),
	});
}
