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
	/** What n8n keeps of the errors inside its own. */
	readonly messages?: unknown;
	readonly code?: unknown;
	/** Where n8n before 2.34, whose errors have no cause, has the code. */
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

/** How node words the failure of such a system call: `connect EHOSTUNREACH 10.1.2.3:443`. */
const FAILED_BEFORE_CONNECTION = /^(getaddrinfo|bind|connect) E[A-Z_]+\b/;

/** How n8n and axios join the messages for a host with several addresses. */
const BETWEEN_ADDRESSES = / \| |; /;

/** The server's certificate was refused before anything was sent. */
const BAD_CERTIFICATE = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT)/;

/** The peer closed the connection before TLS was established; node has no code for that. */
const CLOSED_BEFORE_TLS = /before secure TLS connection was established/;

/** n8n's SSRF protection refuses an address before it connects. */
const BLOCKED_BY_N8N = /^SsrfBlocked/;
const BLOCKED_TEXT = /^The request was blocked because .+ restricted/;

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

const textsOf = ({ message, messages }: ErrorLike): string[] =>
	[message, ...(Array.isArray(messages) ? (messages as unknown[]) : [])].map(String);

const saysBeforeConnection = (text: string): boolean =>
	text.split(BETWEEN_ADDRESSES).every((part) => FAILED_BEFORE_CONNECTION.test(part));

const isBeforeConnection = (error: ErrorLike): boolean => {
	const { code, httpCode, syscall, errors } = error;
	if (Array.isArray(errors) && errors.length)
		return errors.every((inner: unknown) => isBeforeConnection((inner ?? {}) as ErrorLike));
	return (
		NEVER_CONNECTED.has(String(code ?? httpCode)) ||
		BEFORE_CONNECTION.has(String(syscall)) ||
		textsOf(error).some(saysBeforeConnection)
	);
};

const codeOf = ([outer, inner]: readonly ErrorLike[]): string =>
	String(inner?.code ?? outer?.code ?? outer?.httpCode ?? 'no response');

/** Classifies what n8n's HTTP helper has thrown. */
export function classifyNetworkError(error: unknown): NetworkFailure {
	const chain = causeChain(error);
	const texts = chain.flatMap(textsOf);
	if (
		chain.some(({ name }) => BLOCKED_BY_N8N.test(String(name))) ||
		texts.some((text) => BLOCKED_TEXT.test(text))
	)
		return { kind: 'notSent', code: 'n8n blocks this address', retryable: false };
	const code = codeOf(chain);
	if (BAD_CERTIFICATE.test(code)) return { kind: 'notSent', code, retryable: false };
	if (chain.some(isBeforeConnection))
		return { kind: 'notSent', code, retryable: !NON_RETRYABLE.has(code) };
	if (texts.some((text) => CLOSED_BEFORE_TLS.test(text)))
		return { kind: 'notSent', code, retryable: true };
	return { kind: 'noResponse', code };
}
