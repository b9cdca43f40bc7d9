import type { N8nClient } from '../test/e2e/host/client';
import type { SavedWorkflow } from '../test/e2e/host/types';
import { exampleWorkflow } from '../test/e2e/support/examples';

/** The name by which the example workflows refer to their credential. */
const CREDENTIAL = 'Propexo API (local sandbox)';

/**
 * Makes sure that n8n has the credential and both example workflows, the one with the trigger
 * active. Those of an earlier start are kept with the user's changes.
 */
export async function ensureExamples(
	client: N8nClient,
	connection: { baseUrl: string; apiToken: string },
): Promise<{ bill: string; outcomes: string }> {
	const credentialId = await ensureCredential(client, connection);
	const bill = await ensureWorkflow(client, credentialId, 'write-vendor-bill.json');
	const outcomes = await ensureWorkflow(client, credentialId, 'follow-write-outcomes.json');
	if (!outcomes.active) await client.activate(outcomes);
	return { bill: bill.id, outcomes: outcomes.id };
}

async function ensureCredential(client: N8nClient, connection: object): Promise<string> {
	const credential = {
		name: CREDENTIAL,
		type: 'propexoApi',
		data: { environment: 'custom', ...connection },
	};
	const existing = (await client.listCredentials()).find(
		({ name, type }) => name === CREDENTIAL && type === credential.type,
	);
	if (!existing) return (await client.createCredential(credential)).id;
	// The port may be another one this time.
	await client.updateCredential(existing.id, credential);
	return existing.id;
}

async function ensureWorkflow(
	client: N8nClient,
	credentialId: string,
	file: string,
): Promise<SavedWorkflow> {
	const workflow = exampleWorkflow(file, { id: credentialId, name: CREDENTIAL });
	const existing = (await client.listWorkflows()).find(({ name }) => name === workflow.name);
	return existing ? await client.getWorkflow(existing.id) : await client.createWorkflow(workflow);
}
