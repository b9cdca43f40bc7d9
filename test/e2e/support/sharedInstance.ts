import type { N8n } from '../host/n8n';

/** The n8n that the global setup starts and the global teardown stops; jest runs both in one process. */
export interface SharedInstance {
	n8n: N8n;
	userFolder: string;
}

const holder = globalThis as typeof globalThis & { propexoE2e?: SharedInstance };

/** Hands the n8n to the teardown. */
export function setSharedInstance(instance: SharedInstance): void {
	holder.propexoE2e = instance;
}

/** The n8n of the setup, once. */
export function takeSharedInstance(): SharedInstance | undefined {
	const instance = holder.propexoE2e;
	delete holder.propexoE2e;
	return instance;
}
