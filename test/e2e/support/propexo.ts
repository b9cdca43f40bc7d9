import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox';
import type { N8nClient } from '../host/client';
import type { Credential } from '../host/types';

/** A sandbox for one test file, and the credential for it as n8n saved it. */
export interface TestPropexo {
	sandbox: Sandbox;
	credential: Required<Credential>;
}

/** Starts a sandbox and saves the credential for it. */
export async function startPropexo(
	client: N8nClient,
	name: string,
	options: Partial<SandboxOptions> = {},
): Promise<TestPropexo> {
	const sandbox = await startSandbox({ jobDurationMs: 100, ...options });
	const credential = credentialFor(sandbox, name, sandbox.token);
	// n8n's response has the secrets blanked out.
	const { id } = await client.createCredential(credential).catch(async (error: unknown) => {
		// An open server would keep jest from exiting.
		await sandbox.close();
		throw error;
	});
	return { sandbox, credential: { ...credential, id } };
}

/** A credential for a sandbox. */
export function credentialFor(
	{ url }: { url: string },
	name: string,
	apiToken: string,
): Credential {
	return { name, type: 'propexoApi', data: { environment: 'custom', baseUrl: url, apiToken } };
}
