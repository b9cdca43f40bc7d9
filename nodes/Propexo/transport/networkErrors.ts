/**
 * Why a request has no response: it was certainly never sent, or it may have had an effect
 * (`noResponse`).
 */
export type NetworkFailure =
	| { readonly kind: 'notSent'; readonly code: string; readonly retryable: boolean }
	| { readonly kind: 'noResponse'; readonly code: string };

/** What node, axios and n8n put into an error; any of it may be missing. */
interface ErrorLike {
	readonly name?: unknown;
	readonly message?: unknown;
	readonly code?: unknown;
	readonly httpCode?: unknown;
	readonly syscall?: unknown;
	readonly cause?: unknown;
	/** For a host with several addresses: the error of each. */
	readonly errors?: unknown;
}

/** The connection was never made, so the request can't have had an effect. */
const NEVER_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'UND_ERR_CONNECT_TIMEOUT',
]);

/** System calls that come before there is a connection. */
const BEFORE_CONNECTION = new Set(['getaddrinfo', 'bind', 'connect']);

/** The server's certificate was refused before anything was sent. */
const BAD_CERTIFICATE = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT)/;

/** The peer closed the connection before TLS was established; node has no code for that. */
const CLOSED_BEFORE_TLS = /before secure TLS connection was established/;

/** n8n's SSRF protection refuses an address before it connects. */
const BLOCKED_BY_N8N = /^SsrfBlocked/;

/** A connect timeout has waited long enough, and a local firewall doesn't change its mind. */
const NON_RETRYABLE = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'EACCES', 'EPERM']);

/** Deep enough for n8n's error around axios's around node's, and finite for a cycle. */
const MAX_CAUSE_DEPTH = 10;

const causeChain = (error: unknown): ErrorLike[] => {
	const chain: ErrorLike[] = [];
	let current = error;
	while (typeof current === 'object' && current !== null && chain.length < MAX_CAUSE_DEPTH) {
		chain.push(current);
		current = (current as ErrorLike).cause;
	}
	return chain;
};

const isBeforeConnection = ({ code, syscall, errors }: ErrorLike): boolean => {
	if (Array.isArray(errors) && errors.length)
		return errors.every((error: unknown) => isBeforeConnection((error ?? {}) as ErrorLike));
	return NEVER_CONNECTED.has(String(code)) || BEFORE_CONNECTION.has(String(syscall));
};

const codeOf = ([outer, inner]: readonly ErrorLike[]): string =>
	String(inner?.code ?? outer?.code ?? outer?.httpCode ?? 'no response');

/** Classifies what n8n's HTTP helper has thrown. */
export function classifyNetworkError(error: unknown): NetworkFailure {
	const chain = causeChain(error);
	if (chain.some(({ name }) => BLOCKED_BY_N8N.test(String(name))))
		return { kind: 'notSent', code: 'n8n blocks this address', retryable: false };
	const code = codeOf(chain);
	if (BAD_CERTIFICATE.test(code)) return { kind: 'notSent', code, retryable: false };
	if (chain.some(isBeforeConnection))
		return { kind: 'notSent', code, retryable: !NON_RETRYABLE.has(code) };
	if (chain.some(({ message }) => CLOSED_BEFORE_TLS.test(String(message))))
		return { kind: 'notSent', code, retryable: true };
	return { kind: 'noResponse', code };
}
