import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { N8nClient } from '../../test/e2e/host/client';
import { ROOT } from '../../test/e2e/host/paths';
import type { SavedWorkflow, Workflow } from '../../test/e2e/host/types';
import { withCredential } from '../../test/e2e/host/workflow';

/** The credential's name, which the example workflows refer to. */
const CREDENTIAL = 'Propexo API (local sandbox)';

/** The ids of the example workflows in n8n. */
export interface PlacedExamples {
	bill: string;
	outcomes: string;
}

/**
 * Makes sure that n8n has the credential for the local Propexo and both example workflows,
 * the one with the trigger active. What is there from an earlier start is used again, so
 * that a person's changes stay.
 *
 * @param client logged in
 * @param propexo where the local Propexo is and the token it accepts
 */
export async function putExamples(
	client: N8nClient,
	propexo: { url: string; token: string },
): Promise<PlacedExamples> {
	const id = await putCredential(client, propexo);
	const bill = await putWorkflow(client, id, 'write-vendor-bill.json');
	const outcomes = await putWorkflow(client, id, 'follow-write-outcomes.json');
	if (!outcomes.active) await client.activate(outcomes);
	return { bill: bill.id, outcomes: outcomes.id };
}

async function putCredential(
	client: N8nClient,
	{ url, token }: { url: string; token: string },
): Promise<string> {
	const credential = {
		name: CREDENTIAL,
		type: 'propexoApi',
		data: { environment: 'custom', baseUrl: url, apiToken: token },
	};
	const known = (await client.listCredentials()).find(
		({ name, type }) => name === CREDENTIAL && type === credential.type,
	);
	if (!known) return (await client.createCredential(credential)).id;
	// The port may be another one this time.
	await client.updateCredential(known.id, credential);
	return known.id;
}

async function putWorkflow(
	client: N8nClient,
	credentialId: string,
	file: string,
): Promise<SavedWorkflow> {
	const workflow = JSON.parse(readFileSync(join(ROOT, 'examples', file), 'utf8')) as Workflow;
	const known = (await client.listWorkflows()).find(({ name }) => name === workflow.name);
	if (known) return await client.getWorkflow(known.id);
	return await client.createWorkflow(
		withCredential(workflow, { id: credentialId, name: CREDENTIAL }),
	);
}
