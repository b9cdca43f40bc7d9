import type {
	IAllExecuteFunctions,
	IDataObject,
	IHttpRequestMethods,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { readBaseUrl } from './baseUrl';
import { CREDENTIAL, type PropexoContext } from './credential';
import { CONNECTION_MESSAGES } from './errorMessages';
import type { HttpOutcome, HttpResponse } from './httpOutcome';
import { classifyNetworkError, type NetworkFailure } from './networkErrors';
import { nodeError } from './nodeError';
import { createRedactor, redactJson, type Redactor } from './redact';
import type { Timing } from './timing';
import { withTimeout } from './withTimeout';

export interface PropexoRequest {
	readonly method: IHttpRequestMethods;
	readonly path: string;
	readonly query?: IDataObject;
	readonly body?: unknown;
	/** Limit for the whole request, in milliseconds; by default that of the node's timing. */
	readonly timeout?: number;
}

/** Sends one request, once. Never throws for what the network or the server does. */
export type Transport = (request: PropexoRequest) => Promise<HttpOutcome>;

/** The response wasn't complete in time: the server may have done what was asked. */
const TIMED_OUT: NetworkFailure = { kind: 'noResponse', code: 'timeout' };

const parseBody = (text: string, redact: Redactor): Pick<HttpResponse, 'body' | 'isJson'> => {
	try {
		return { body: redactJson(JSON.parse(text), redact), isJson: true };
	} catch {
		return { body: redact(text), isJson: false };
	}
};

/**
 * The same context, whose requests end with one more signal. n8n's helper takes the cancel signal
 * from the context and none from the request, and its own timeout restarts with every byte, so
 * that a response which drips would never end.
 */
const withAbortSignal = (context: PropexoContext, signal: AbortSignal): IAllExecuteFunctions => {
	const cancel =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	const either = cancel ? AbortSignal.any([cancel, signal]) : signal;
	return Object.create(context, {
		getExecutionCancelSignal: { value: () => either },
	}) as IAllExecuteFunctions;
};

const toHttpOptions = (
	baseUrl: string,
	{ method, path, query }: PropexoRequest,
	body: string | undefined,
	timeout: number,
): IHttpRequestOptions => ({
	method,
	url: `${baseUrl}${path}`,
	...(query && { qs: query }),
	...(body !== undefined && { body, headers: { 'Content-Type': 'application/json' } }),
	json: true,
	encoding: 'text',
	timeout,
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	disableFollowRedirect: true,
});

const send = async (
	context: PropexoContext,
	options: IHttpRequestOptions,
	redact: Redactor,
	timeoutSignal: AbortSignal,
): Promise<HttpOutcome> => {
	try {
		const { helpers } = context;
		const response = (await helpers.httpRequestWithAuthentication.call(
			withAbortSignal(context, timeoutSignal),
			CREDENTIAL,
			options,
		)) as IN8nHttpFullResponse;
		const { statusCode: status, headers } = response;
		const text = String(response.body ?? '');
		return { kind: 'response', status, headers, ...parseBody(text, redact) };
	} catch (error) {
		return classifyNetworkError(error);
	}
};

/**
 * A transport with the node's Propexo API credential, over n8n's own HTTP helper, so that its
 * proxies and certificates apply. Redirects are not followed: the token goes to one host only.
 * @throws NodeOperationError when the credential is missing or its base URL is not usable
 */
export async function createTransport(
	context: PropexoContext,
	{ requestTimeout, minUploadRate }: Timing,
): Promise<Transport> {
	const credential = await context.getCredentials(CREDENTIAL);
	const baseUrl = readBaseUrl(credential);
	if (!baseUrl.ok)
		throw nodeError(context.getNode(), {
			...CONNECTION_MESSAGES.invalidBaseUrl(baseUrl.error),
			failure: { cause: 'configuration-invalid' },
		});
	const redact = createRedactor(String(credential.apiToken ?? ''));
	return async (request) => {
		const body = request.body === undefined ? undefined : JSON.stringify(request.body);
		const limit = requestTimeout + (body?.length ?? 0) / minUploadRate;
		const timeout = Math.min(request.timeout ?? Number.POSITIVE_INFINITY, limit);
		const options = toHttpOptions(baseUrl.value, request, body, timeout);
		return await withTimeout(
			timeout,
			async (timeoutSignal) => await send(context, options, redact, timeoutSignal),
			TIMED_OUT,
		);
	};
}
