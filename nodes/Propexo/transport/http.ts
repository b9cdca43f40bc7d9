import type {
	IAllExecuteFunctions,
	IDataObject,
	IHttpRequestMethods,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { baseUrlOf } from './baseUrl';
import { CREDENTIAL, type PropexoContext } from './credential';
import { classifyNetworkError,type NetworkFailure } from './networkErrors';
import { nodeError } from './nodeError';
import { createRedactor,redactJson, type Redactor } from './redact';
import { TIMING } from './timing';
import { withTimeout } from './withTimeout';

/** One request, with Propexo's path. */
export interface PropexoRequest {
	readonly method: IHttpRequestMethods;
	readonly path: string;
	readonly query?: IDataObject;
	readonly body?: unknown;
	/** How long the request may take as a whole, in milliseconds; the usual time where it says nothing. */
	readonly timeout?: number;
}

/** An answer of the server, whatever its status. `body` is parsed JSON, or the text if it is none. */
export interface HttpResponse {
	readonly kind: 'answer';
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: unknown;
	readonly isJson: boolean;
}

/**
 * What became of a request: answered; not answered; or not sent, because its time was up before
 * the rate limit let it through.
 */
export type HttpOutcome = HttpResponse | NetworkFailure | { readonly kind: 'late' };

/** Sends one request, once. Never throws for what the network or the server does. */
export type Transport = (request: PropexoRequest) => Promise<HttpOutcome>;

/** The time was up before the answer was whole: the server may have done what was asked. */
const TIMED_OUT: NetworkFailure = { kind: 'lost', code: 'timeout' };

const parse = (text: string, mask: Redactor): Pick<HttpResponse, 'body' | 'isJson'> => {
	try {
		return { body: redactJson(JSON.parse(text), mask), isJson: true };
	} catch {
		return { body: mask(text), isJson: false };
	}
};

/**
 * The same context, whose requests end with one more signal. n8n's helper takes the cancel signal
 * from the context and none from the request; and its own time limit begins anew with every byte,
 * so that an answer which drips would never end.
 */
const endingWith = (context: PropexoContext, signal: AbortSignal): IAllExecuteFunctions => {
	const cancel =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	const either = cancel ? AbortSignal.any([cancel, signal]) : signal;
	return Object.create(context, {
		getExecutionCancelSignal: { value: () => either },
	}) as IAllExecuteFunctions;
};

/**
 * A transport with the node's Propexo API credential, over n8n's own HTTP helper, so that its
 * proxies and certificates apply. Redirects are not followed: the token goes to one host only.
 * @throws NodeOperationError when the credential is missing or its base URL is not usable
 */
export async function createTransport(context: PropexoContext): Promise<Transport> {
	const credential = await context.getCredentials(CREDENTIAL);
	const base = baseUrlOf(credential);
	if ('problem' in base) {
		throw nodeError(context.getNode(), {
			message: base.problem,
			description: 'Open the credential, choose an environment or mend the base URL, and save it.',
			failure: { cause: 'configuration-invalid' },
		});
	}
	const mask = createRedactor(String(credential.apiToken ?? ''));

	const send = async (
		{ method, path, query }: PropexoRequest,
		body: string | undefined,
		timeout: number,
		timeIsUp: AbortSignal,
	): Promise<HttpOutcome> => {
		const options: IHttpRequestOptions = {
			method,
			url: `${base.url}${path}`,
			...(query && { qs: query }),
			...(body !== undefined && {
				body,
				headers: { 'Content-Type': 'application/json' },
			}),
			json: true,
			encoding: 'text',
			timeout,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		};
		try {
			const { helpers } = context;
			const response = (await helpers.httpRequestWithAuthentication.call(
				endingWith(context, timeIsUp),
				CREDENTIAL,
				options,
			)) as IN8nHttpFullResponse;
			const { statusCode: status, headers } = response;
			return { kind: 'answer', status, headers, ...parse(String(response.body ?? ''), mask) };
		} catch (error) {
			return classifyNetworkError(error);
		}
	};

	return async (request) => {
		const body = request.body === undefined ? undefined : JSON.stringify(request.body);
		const usual = TIMING.request + (body?.length ?? 0) / TIMING.upload;
		const timeout = Math.min(request.timeout ?? Number.POSITIVE_INFINITY, usual);
		return await withTimeout(
			timeout,
			async (timeIsUp) => await send(request, body, timeout, timeIsUp),
			TIMED_OUT,
		);
	};
}
