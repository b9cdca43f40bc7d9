import type { IDataObject } from 'n8n-workflow';

/**
 * Propexo's own hosts.
 * https://docs.propexo.com/documentation/getting-started/sandbox-vs-production
 */
export const HOSTS = {
	production: 'https://api.propexo.com',
	sandbox: 'https://api.sandbox.propexo.com',
} as const;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Where the requests of a credential go.
 * @param credential the fields of a Propexo API credential
 * @returns the address without a slash at its end, or a sentence that says what is wrong with it
 */
export function baseUrlOf(credential: IDataObject): { url: string } | { problem: string } {
	const { environment, baseUrl } = credential;
	const known = (HOSTS as Readonly<Record<string, string>>)[String(environment)];
	if (known) return { url: known };
	const given = String(baseUrl ?? '').trim();
	if (!given) return { problem: 'The Propexo API credential has no base URL' };
	if (!URL.canParse(given)) return { problem: 'The base URL of the Propexo API credential is no web address' };
	const { protocol, hostname, username, search, hash } = new URL(given);
	if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.test(hostname))) {
		return { problem: 'The base URL of the Propexo API credential must start with https://' };
	}
	if (username || search || hash) {
		return { problem: 'The base URL of the Propexo API credential must hold nothing but a host and a path' };
	}
	return { url: given.replace(/\/+$/, '') };
}
