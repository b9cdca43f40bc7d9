import type { IExecuteFunctions } from 'n8n-workflow';

import { readBaseUrl } from '../../transport/baseUrl';
import { CREDENTIAL } from '../../transport/credential';

/** The base URL of the node's credential; empty where there is none, so that nothing can be sent either. */
export async function credentialBaseUrl(context: IExecuteFunctions): Promise<string> {
	try {
		const baseUrl = readBaseUrl(await context.getCredentials(CREDENTIAL));
		return baseUrl.ok ? baseUrl.value : '';
	} catch {
		return '';
	}
}
