import { rm } from 'node:fs/promises';

import { takeSharedInstance } from './sharedInstance';

/** Stops the shared n8n and removes its folder. */
export default async function teardown(): Promise<void> {
	const instance = takeSharedInstance();
	await instance?.n8n.stop();
	if (instance) await rm(instance.userFolder, { recursive: true, force: true });
}
