import type { IDataObject } from 'n8n-workflow';

import { err, ok, type Result } from '../utils/result';

/**
 * Propexo's own hosts.
 * https://docs.propexo.com/documentation/getting-started/sandbox-vs-production
 */
export const HOSTS = {
	production: 'https://api.propexo.com',
	sandbox: 'https://api.sandbox.propexo.com',
} as const;

/**
 * A base URL that the token may be sent to: `https` to any host, `http` to this machine only, and
 * nothing but a host and a path. One regular expression, because the credential test has to refuse
 * what the nodes refuse, and an n8n expression there can't call a function of ours.
 */
export const BASE_URL =
	/^(?:https:\/\/[-\w.:%[\]\u00a1-\uffff]+|http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?)(?:\/[^\s?#\\]*)?$/i;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** What is wrong with a base URL. None quotes the URL, which may contain a password. */
export const BASE_URL_PROBLEMS = {
	missing: 'The Propexo API credential has no base URL',
	notUrl: "The base URL isn't a web address",
	notHttps: 'The base URL must start with https://',
	notPlain: 'The base URL can have a host and a path only',
} as const;

const describeProblem = (baseUrl: string): string => {
	if (!baseUrl) return BASE_URL_PROBLEMS.missing;
	if (!URL.canParse(baseUrl)) return BASE_URL_PROBLEMS.notUrl;
	const { protocol, hostname } = new URL(baseUrl);
	return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))
		? BASE_URL_PROBLEMS.notPlain
		: BASE_URL_PROBLEMS.notHttps;
};

/** Where a credential's requests go, without a slash at the end; or what is wrong with it. */
export function readBaseUrl(credential: IDataObject): Result<string, string> {
	const { environment, baseUrl } = credential;
	if (environment === 'production' || environment === 'sandbox') return ok(HOSTS[environment]);
	const entered = String(baseUrl ?? '').trim();
	return BASE_URL.test(entered) && URL.canParse(entered)
		? ok(entered.replace(/\/+$/, ''))
		: err(describeProblem(entered));
}
