import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startN8n } from '../host/n8n';
import { installPackage } from '../host/package';
import { RESULTS } from '../host/paths';
import { endOnSignals } from '../host/process';
import { publish, type SharedN8n } from './shared';
import { keep } from './running';

/** Starts the n8n that all end-to-end tests share, with the packed package in it. */
export default async function setup(): Promise<void> {
	endOnSignals();
	const userFolder = await mkdtemp(join(tmpdir(), 'propexo-e2e-'));
	await installPackage(userFolder);
	const n8n = await startN8n({ userFolder, log: join(RESULTS, 'n8n-e2e.log') });
	keep({ n8n, userFolder });
	const shared: SharedN8n = { url: n8n.url, owner: n8n.owner, session: n8n.client.session };
	publish(shared);
}
