import { N8nClient, type Session } from '../host/client';
import type { Owner } from '../host/environment';

/** The n8n that all test files share. */
export interface SharedN8n {
	url: string;
	owner: Owner;
	session: Session;
	/** Whether PostgreSQL and Redis answer, for queue mode. */
	queueServices: boolean;
}

// Only the environment reaches the test files from jest's own process.
const VARIABLE = 'PROPEXO_E2E_N8N';

/** Makes the n8n known to the test files. */
export function publishSharedN8n(shared: SharedN8n): void {
	process.env[VARIABLE] = JSON.stringify(shared);
}

/**
 * The n8n that all test files share, with a client that is logged in.
 *
 * @throws Error when jest's global setup has not run
 */
export function sharedN8n(): SharedN8n & { client: N8nClient } {
	const text = process.env[VARIABLE];
	if (!text) throw new Error('No n8n was started for the tests. Run them with: npm run test:e2e');
	const shared = JSON.parse(text) as SharedN8n;
	return { ...shared, client: new N8nClient(shared.url, shared.session) };
}
