import type { IExecuteFunctions } from 'n8n-workflow';

import { readBaseUrl } from '../../transport/baseUrl';
import { CREDENTIAL } from '../../transport/credential';
import { err, ok, type Result } from '../../utils/result';

/**
 * The base URL of the node's credential; empty where it isn't usable, so that nothing can be sent
 * either. The error is what n8n throws where the credential can't be read.
 */
export async function credentialBaseUrl(
	context: IExecuteFunctions,
): Promise<Result<string, Error>> {
	try {
		const baseUrl = readBaseUrl(await context.getCredentials(CREDENTIAL));
		return ok(baseUrl.ok ? baseUrl.value : '');
	} catch (error) {
		return err(error as Error);
	}
}
