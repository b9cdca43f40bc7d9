import type { IDataObject } from 'n8n-workflow';

/**
 * Propexo's own hosts.
 * https://docs.propexo.com/documentation/getting-started/sandbox-vs-production
 */
export const HOSTS = {
	production: 'https://api.propexo.com',
	sandbox: 'https://api.sandbox.propexo.com',
} as const;

/**
 * A base URL that a token may be sent to: `https` to any host, `http` to this machine only, and
 * nothing but a host and a path. It is one regular expression, because the test of the credential
 * has to refuse what the nodes refuse, and it is an expression that cannot call a function.
 */
export const BASE_URL =
	/^(?:https:\/\/[-\w.:%[\]\u00a1-\uffff]+|http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?)(?:\/[^\s?#\\]*)?$/i;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const fault = (given: string): string => {
	if (!given) return 'The Propexo API credential has no base URL';
	if (!URL.canParse(given)) return 'The base URL of the Propexo API credential is no web address';
	const { protocol, hostname } = new URL(given);
	return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))
		? 'The base URL of the Propexo API credential must hold nothing but a host and a path'
		: 'The base URL of the Propexo API credential must start with https://';
};

/**
 * Where the requests of a credential go.
 * @returns the address without a slash at its end, or a sentence that says what is wrong with it
 */
export function baseUrlOf(credential: IDataObject): { url: string } | { problem: string } {
	const { environment, baseUrl } = credential;
	if (environment === 'production' || environment === 'sandbox') return { url: HOSTS[environment] };
	const given = String(baseUrl ?? '').trim();
	return BASE_URL.test(given) && URL.canParse(given)
		? { url: given.replace(/\/+$/, '') }
		: { problem: fault(given) };
}
