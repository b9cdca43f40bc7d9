import { setTimeout as sleep } from 'node:timers/promises';

import type { Sandbox } from '../../sandbox';

const PATIENCE_MS = 30_000;

/** Waits until Propexo has taken so many writes, answered or not. */
export async function untilWritten(
	{ ledger }: Pick<Sandbox, 'ledger'>,
	count: number,
): Promise<void> {
	const until = Date.now() + PATIENCE_MS;
	while (ledger.length < count) {
		if (Date.now() > until) throw new Error(`${ledger.length} writes instead of ${count}`);
		await sleep(50);
	}
}
