import {
	NodeOperationError,
	type IDataObject,
	type IHttpRequestMethods,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';

import { baseUrlOf } from './baseUrl';
import { CREDENTIAL, type PropexoContext } from './context';
import { TIME } from './time';

/** One request, with Propexo's path. */
export interface PropexoRequest {
	readonly method: IHttpRequestMethods;
	readonly path: string;
	readonly query?: IDataObject;
	readonly body?: unknown;
	/** How long to wait for the answer, in milliseconds. */
	readonly timeout?: number;
}

/** An answer of the server, whatever its status. `body` is parsed JSON, or the text if it is none. */
export interface Answer {
	readonly kind: 'answer';
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: unknown;
	readonly isJson: boolean;
}

/**
 * What became of a request: answered; surely never sent (`again`: worth another try); not sent
 * because its time was up before the rate limit let it through; or lost, so that nobody knows
 * whether it had an effect.
 */
export type Delivery =
	| Answer
	| { readonly kind: 'notSent'; readonly code: string; readonly again: boolean }
	| { readonly kind: 'late' }
	| { readonly kind: 'lost'; readonly code: string };

/** Sends one request, once. Never throws for what the network or the server does. */
export type Transport = (request: PropexoRequest) => Promise<Delivery>;

/** The connection was never made, so the request cannot have had an effect. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** The server's certificate was refused before anything was sent. */
const BAD_CERTIFICATE = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT)/;

const codeOf = (error: unknown): string => {
	const { cause, code, httpCode } = error as { cause?: { code?: unknown }; code?: unknown; httpCode?: unknown };
	return String(cause?.code ?? code ?? httpCode ?? 'no answer');
};

const withoutAnswer = (error: unknown): Delivery => {
	const code = codeOf(error);
	if (NEVER_CONNECTED.has(code)) return { kind: 'notSent', code, again: true };
	if (BAD_CERTIFICATE.test(code)) return { kind: 'notSent', code, again: false };
	return { kind: 'lost', code };
};

/** A server that repeats the request must not carry the token into errors or outputs. */
const withoutToken = (text: string, token: string): string =>
	token.length >= 8 ? text.replaceAll(token, '***') : text;

const parse = (text: string): Pick<Answer, 'body' | 'isJson'> => {
	try {
		return { body: JSON.parse(text) as unknown, isJson: true };
	} catch {
		return { body: text, isJson: false };
	}
};

/**
 * A transport with the node's Propexo API credential, over n8n's own HTTP helper, so that its
 * proxies and certificates apply. Redirects are not followed: the token goes to one host only.
 * @param context where n8n runs the node
 * @throws NodeOperationError when the credential is missing or its base URL is not usable
 */
export async function connect(context: PropexoContext): Promise<Transport> {
	const credential = await context.getCredentials(CREDENTIAL);
	const base = baseUrlOf(credential);
	if ('problem' in base) {
		throw new NodeOperationError(context.getNode(), base.problem, {
			description: 'Open the credential, choose an environment or mend the base URL, and save it.',
		});
	}
	const token = String(credential.apiToken ?? '');

	return async ({ method, path, query, body, timeout = TIME.request }) => {
		try {
			const response = (await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL, {
				method,
				url: `${base.url}${path}`,
				...(query && { qs: query }),
				...(body !== undefined && {
					body: JSON.stringify(body),
					headers: { 'Content-Type': 'application/json' },
				}),
				json: true,
				encoding: 'text',
				timeout,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
			})) as IN8nHttpFullResponse;
			const text = withoutToken(String(response.body ?? ''), token);
			return { kind: 'answer', status: response.statusCode, headers: response.headers, ...parse(text) };
		} catch (error) {
			return withoutAnswer(error);
		}
	};
}
