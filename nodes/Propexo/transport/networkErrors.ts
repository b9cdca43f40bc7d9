/**
 * What became of a request that was not answered: surely never sent (`again`: worth another
 * try); or lost, so that nobody knows whether it had an effect.
 */
export type NetworkFailure =
	| { readonly kind: 'notSent'; readonly code: string; readonly again: boolean }
	| { readonly kind: 'lost'; readonly code: string };

/** What node, axios and n8n say of a fault; anything of it may be missing. */
interface Fault {
	readonly name?: unknown;
	readonly message?: unknown;
	readonly code?: unknown;
	readonly httpCode?: unknown;
	readonly syscall?: unknown;
	readonly cause?: unknown;
	/** Of a host with several addresses: what went wrong at each. */
	readonly errors?: unknown;
}

/** The connection was never made, so the request cannot have had an effect. */
const NEVER_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'UND_ERR_CONNECT_TIMEOUT',
]);

/** What is done before there is a connection. */
const BEFORE_CONNECTION = new Set(['getaddrinfo', 'bind', 'connect']);

/** The server's certificate was refused before anything was sent. */
const BAD_CERTIFICATE = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT)/;

/** The other side hung up before the encryption stood, which node says by no code of its own. */
const HUNG_UP_BEFORE_TLS = /before secure TLS connection was established/;

/** n8n's protection of the networks it runs in refuses an address before it connects. */
const BLOCKED_BY_N8N = /^SsrfBlocked/;

/** A time-out has waited long enough already, and a firewall of this machine does not change its mind. */
const NON_RETRYABLE = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'EACCES', 'EPERM']);

/** Deep enough for n8n's error around axios's around node's; and a chain that bites its tail has an end. */
const MAX_CAUSE_DEPTH = 10;

const chainOf = (error: unknown): Fault[] => {
	const chain: Fault[] = [];
	for (
		let one = error;
		typeof one === 'object' && one !== null && chain.length < MAX_CAUSE_DEPTH;
		one = (one as Fault).cause
	) {
		chain.push(one);
	}
	return chain;
};

const isBeforeConnection = ({ code, syscall, errors }: Fault): boolean => {
	if (Array.isArray(errors) && errors.length)
		return (errors as unknown[]).every((one) => isBeforeConnection((one ?? {}) as Fault));
	return NEVER_CONNECTED.has(String(code)) || BEFORE_CONNECTION.has(String(syscall));
};

const codeOf = (chain: readonly Fault[]): string => {
	const [outer, inner] = chain;
	return String(inner?.code ?? outer?.code ?? outer?.httpCode ?? 'no answer');
};

/** What an exception of n8n's HTTP helper says of the request. */
export function classifyNetworkError(error: unknown): NetworkFailure {
	const chain = chainOf(error);
	if (chain.some(({ name }) => BLOCKED_BY_N8N.test(String(name)))) {
		return { kind: 'notSent', code: 'n8n blocks this address', again: false };
	}
	const code = codeOf(chain);
	if (BAD_CERTIFICATE.test(code)) return { kind: 'notSent', code, again: false };
	if (chain.some(isBeforeConnection))
		return { kind: 'notSent', code, again: !NON_RETRYABLE.has(code) };
	if (chain.some(({ message }) => HUNG_UP_BEFORE_TLS.test(String(message))))
		return { kind: 'notSent', code, again: true };
	return { kind: 'lost', code };
}
