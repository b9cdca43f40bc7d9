import type { Server } from 'node:http';

import Fastify, { type FastifyPluginAsync, type FastifyReply, type FastifyRequest } from 'fastify';

import { adminEndpoints } from './admin';
import { CONTROL_PREFIX } from './controlRoutes';
import { applyFault, htmlPage, takesEffect, toWire, type WireResponse } from './faults';
import type { RateDecision } from './rateLimiter';
import { readEndpoints } from './reads';
import { type ApiRequest, type Endpoint, toMatchable } from './request';
import { errorResponse, notFound } from './responses';
import type { RequestEntry, State } from './state';
import { writeEndpoints } from './writes';

/** Enough for 50 MB of attachments in base64 (https://docs.propexo.com/api-reference/entrata/invoices/create-invoice-entrata). */
const BODY_LIMIT_BYTES = 80 * 1024 * 1024;

/** Serves all of Propexo's endpoints from `state`, and the control routes under their prefix. */
export async function attachRoutes(
	server: Server,
	state: State,
	control: FastifyPluginAsync,
): Promise<void> {
	const app = Fastify({
		bodyLimit: BODY_LIMIT_BYTES,
		exposeHeadRoutes: false,
		routerOptions: { maxParamLength: 500 },
		serverFactory: (handler) => server.on('request', handler),
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

	const logged = new WeakMap<FastifyRequest, RequestEntry>();
	app.addHook('onRequest', async (request) => {
		if (!request.url.startsWith(CONTROL_PREFIX)) logged.set(request, logRequest(state, request));
	});
	app.addHook('onSend', async (request, reply) => {
		const entry = logged.get(request);
		if (entry) entry.status = reply.statusCode;
		reply.header('date', new Date(state.clock.now()).toUTCString());
	});
	app.setErrorHandler(async (error: { statusCode?: number; message: string }, _request, reply) => {
		const status = error.statusCode ?? 500;
		await reply
			.code(status)
			.send(
				errorResponse(
					status,
					status === 413 ? 'payload_too_large' : 'internal_error',
					error.message,
				).body,
			);
	});

	const serve =
		(handle: Endpoint['handle']) => async (request: FastifyRequest, reply: FastifyReply) => {
			const parsed = parseRequest(request);
			const entry = logged.get(request);
			if (entry) entry.body = parsed.body ?? (parsed.text === '' ? undefined : parsed.text);
			await send(reply, await respond(state, parsed, request, reply, handle, entry));
			return reply;
		};
	for (const { method, path, handle } of [
		...writeEndpoints(),
		...adminEndpoints(),
		...readEndpoints(),
	]) {
		app.route({ method, url: path.replace(/\{(\w+)\}/g, ':$1'), handler: serve(handle) });
	}
	app.setNotFoundHandler(serve(() => notFound('The path')));
	await app.register(control, { prefix: CONTROL_PREFIX });
	await app.ready();
}

/** Applies rate limit, token check, fault and endpoint, in this order. */
async function respond(
	state: State,
	parsed: Omit<ApiRequest, 'account'>,
	request: FastifyRequest,
	reply: FastifyReply,
	handle: Endpoint['handle'],
	entry: RequestEntry | undefined,
): Promise<WireResponse> {
	const account = findAccount(state, request.headers.authorization);
	const rate = state.limiter(account ?? '').take(state.options, state.clock.source.monotonic());
	reply.headers({ 'x-ratelimit-limit': rate.limit, 'x-ratelimit-remaining': rate.remaining });
	if (!rate.allowed) return tooManyRequests(state, rate, reply);
	if (rate.delayMs > 0) await delay(rate.delayMs);
	if (account === undefined)
		return toWire(errorResponse(401, 'unauthorized', 'The bearer token is missing or not valid'));

	const authorized: ApiRequest = { ...parsed, account };
	state.listener?.(request.method);
	const fault = state.faults.take(toMatchable(parsed))?.fault;
	if (!fault) return toWire(handle(state, authorized));
	if (entry) entry.fault = fault.kind;
	return applyFault(fault, takesEffect(fault) ? handle(state, authorized) : undefined);
}

async function send(reply: FastifyReply, response: WireResponse): Promise<void> {
	if (response.kind === 'response') {
		if (response.delayMs) await delay(response.delayMs);
		await reply
			.code(response.status)
			.headers(response.headers)
			.send(response.text === '' ? undefined : response.text);
		return;
	}
	reply.hijack();
	if (response.kind === 'reset') reply.raw.socket?.resetAndDestroy();
	// Without a response the request stays open until the client gives up or the sandbox closes its sockets.
}

function tooManyRequests(state: State, rate: RateDecision, reply: FastifyReply): WireResponse {
	if (state.options.retryAfter)
		reply.header('retry-after', Math.max(1, Math.ceil(rate.retryAfterMs / 1000)));
	if (state.options.tooManyBody === 'html') return htmlPage(429);
	return toWire(
		errorResponse(429, 'too_many_requests', `More than ${rate.limit} requests in a minute`),
	);
}

function findAccount(state: State, authorization: string | undefined): string | undefined {
	const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
	return token === undefined ? undefined : new Map(Object.entries(state.options.tokens)).get(token);
}

function logRequest(state: State, request: FastifyRequest): RequestEntry {
	const entry: RequestEntry = {
		at: new Date(state.clock.now()).toISOString(),
		method: request.method,
		path: request.url,
		headers: { ...request.headers },
		body: undefined,
		status: null,
		fault: null,
	};
	state.requests.push(entry);
	return entry;
}

function parseRequest(request: FastifyRequest): Omit<ApiRequest, 'account'> {
	const text = typeof request.body === 'string' ? request.body : '';
	return {
		method: request.method,
		url: request.url,
		params: { ...(request.params as Record<string, string>) },
		query: { ...(request.query as ApiRequest['query']) },
		body: request.headers['content-type']?.includes('json') ? parseJson(text) : undefined,
		text,
	};
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Waits without keeping the process alive. */
async function delay(ms: number): Promise<void> {
	await new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
}
