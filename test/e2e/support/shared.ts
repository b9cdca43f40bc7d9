import { N8nClient, type Session } from '../host/client';
import type { Owner } from '../host/environment';

/** What test files need to know of the n8n they share. */
export interface SharedN8n {
	url: string;
	owner: Owner;
	session: Session;
	/** Whether PostgreSQL and Redis answer, for queue mode. */
	queueServices: boolean;
}

// The environment is what jest's own process and its test files have in common.
const VARIABLE = 'PROPEXO_E2E_N8N';

/** Tells the test files of the n8n that was started for them. */
export function publish(shared: SharedN8n): void {
	process.env[VARIABLE] = JSON.stringify(shared);
}

/**
 * Gives the n8n that all test files share, with a client that is logged in.
 *
 * @throws Error when jest's set-up has not run
 */
export function sharedN8n(): SharedN8n & { client: N8nClient } {
	const text = process.env[VARIABLE];
	if (!text) throw new Error('No n8n was started for the tests. Run them with: npm run test:e2e');
	const shared = JSON.parse(text) as SharedN8n;
	return { ...shared, client: new N8nClient(shared.url, shared.session) };
}
