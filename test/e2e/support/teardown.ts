import { rm } from 'node:fs/promises';

import { take } from './running';

/** Ends the shared n8n and removes its folder. */
export default async function teardown(): Promise<void> {
	const kept = take();
	await kept?.n8n.stop();
	if (kept) await rm(kept.userFolder, { recursive: true, force: true });
}
