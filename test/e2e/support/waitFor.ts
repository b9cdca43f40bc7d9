import { setTimeout as sleep } from 'node:timers/promises';

import type { Sandbox } from '../../sandbox';

/**
 * Polls until a probe returns a value.
 * @param probe returns undefined as long as there is none
 * @param missing says what was not there in time
 * @throws Error after the timeout
 */
export async function waitFor<T>(
	probe: () => Promise<T | undefined> | T | undefined,
	missing: () => string,
	{ timeoutMs = 30_000, intervalMs = 200 } = {},
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const value = await probe();
		if (value !== undefined) return value;
		if (Date.now() > deadline) throw new Error(missing());
		await sleep(intervalMs);
	}
}

/** Waits until Propexo has accepted some writes, whether their responses were sent or not. */
export async function waitForWrites(
	{ ledger }: Pick<Sandbox, 'ledger'>,
	count: number,
): Promise<void> {
	await waitFor(
		() => (ledger.length < count ? undefined : true),
		() => `${ledger.length} writes instead of ${count}`,
		{ intervalMs: 50 },
	);
}
