import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox';
import type { N8nClient } from '../host/client';
import type { Credential } from '../host/types';

/** A local Propexo of a test file's own, and the credential for it as n8n saved it. */
export interface TestPropexo {
	sandbox: Sandbox;
	credential: Required<Credential>;
}

/** Starts a local Propexo and saves the credential for it. */
export async function startPropexo(
	client: N8nClient,
	name: string,
	options: Partial<SandboxOptions> = {},
): Promise<TestPropexo> {
	const sandbox = await startSandbox({ jobDurationMs: 100, ...options });
	const wanted = credentialFor(sandbox, name, sandbox.token);
	// n8n answers with the secrets blanked out.
	const { id } = await client.createCredential(wanted).catch(async (error: unknown) => {
		// A server left open would keep jest from ending.
		await sandbox.close();
		throw error;
	});
	return { sandbox, credential: { ...wanted, id } };
}

/** A credential for a local Propexo. */
export function credentialFor(
	{ url }: { url: string },
	name: string,
	apiToken: string,
): Credential {
	return { name, type: 'propexoApi', data: { environment: 'custom', baseUrl: url, apiToken } };
}
