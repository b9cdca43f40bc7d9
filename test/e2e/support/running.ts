import type { N8n } from '../host/n8n';

/** What the set-up has started, for the tear-down: jest runs both in one process. */
export interface Kept {
	n8n: N8n;
	userFolder: string;
}

const holder = globalThis as typeof globalThis & { propexoE2e?: Kept };

/** Remembers what was started. */
export function keep(kept: Kept): void {
	holder.propexoE2e = kept;
}

/** Gives what was started, once. */
export function take(): Kept | undefined {
	const kept = holder.propexoE2e;
	delete holder.propexoE2e;
	return kept;
}
