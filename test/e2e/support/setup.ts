import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { queueServicesReachable } from '../host/machine';
import { startN8n } from '../host/n8n';
import { installPackage } from '../host/package';
import { RESULTS } from '../host/paths';
import { endOnSignals } from '../host/process';
import { setSharedInstance } from './sharedInstance';
import { publishSharedN8n } from './sharedN8n';

/** Starts the n8n that all end-to-end tests share, with the packed package installed. */
export default async function setup(): Promise<void> {
	endOnSignals();
	const userFolder = await mkdtemp(join(tmpdir(), 'propexo-e2e-'));
	await installPackage(userFolder);
	const n8n = await startN8n({ userFolder, log: join(RESULTS, 'n8n-e2e.log') });
	setSharedInstance({ n8n, userFolder });
	publishSharedN8n({
		url: n8n.url,
		owner: n8n.owner,
		session: n8n.client.session,
		queueServices: await queueServicesReachable(),
	});
}
