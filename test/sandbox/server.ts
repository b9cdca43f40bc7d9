import type { Server } from 'node:http';

import Fastify, { type FastifyPluginAsync, type FastifyReply, type FastifyRequest } from 'fastify';

import { adminEndpoints } from './admin';
import { failure, notFound } from './answers';
import { type Call, type Endpoint, matchable } from './call';
import { CONTROL_PREFIX } from './control';
import { faultyWire, htmlWire, plainWire, takesEffect, type Wire } from './faults';
import type { RateDecision } from './rateLimiter';
import { readEndpoints } from './reads';
import type { RequestEntry, State } from './state';
import { writeEndpoints } from './writes';

/** Enough for 50 MB of attachments in base64 (https://docs.propexo.com/api-reference/entrata/invoices/create-invoice-entrata). */
const BODY_LIMIT_BYTES = 80 * 1024 * 1024;

/** Makes a server answer all of Propexo's endpoints from `state`, and the control routes under their prefix. */
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
				failure(status, status === 413 ? 'payload_too_large' : 'internal_error', error.message)
					.body,
			);
	});

	const serve =
		(answer: Endpoint['answer']) => async (request: FastifyRequest, reply: FastifyReply) => {
			const call = callOf(request);
			const entry = logged.get(request);
			if (entry) entry.body = call.body ?? (call.text === '' ? undefined : call.text);
			await send(reply, await respond(state, call, request, reply, answer, entry));
			return reply;
		};
	for (const { method, path, answer } of [
		...writeEndpoints(),
		...adminEndpoints(),
		...readEndpoints(),
	]) {
		app.route({ method, url: path.replace(/\{(\w+)\}/g, ':$1'), handler: serve(answer) });
	}
	app.setNotFoundHandler(serve(() => notFound('The path')));
	await app.register(control, { prefix: CONTROL_PREFIX });
	await app.ready();
}

/** Rate limit, token, fault and endpoint, in this order. */
async function respond(
	state: State,
	call: Omit<Call, 'account'>,
	request: FastifyRequest,
	reply: FastifyReply,
	answer: Endpoint['answer'],
	entry: RequestEntry | undefined,
): Promise<Wire> {
	const account = accountOf(state, request.headers.authorization);
	const rate = state.limiter(account ?? '').take(state.options, state.clock.source.monotonic());
	reply.headers({ 'x-ratelimit-limit': rate.limit, 'x-ratelimit-remaining': rate.remaining });
	if (!rate.allowed) return tooMany(state, rate, reply);
	if (rate.delayMs > 0) await pause(rate.delayMs);
	if (account === undefined)
		return plainWire(failure(401, 'unauthorized', 'The bearer token is missing or not valid'));

	const known: Call = { ...call, account };
	state.listener?.(request.method);
	const fault = state.faults.take(matchable(call))?.fault;
	if (!fault) return plainWire(answer(state, known));
	if (entry) entry.fault = fault.kind;
	return faultyWire(fault, takesEffect(fault) ? answer(state, known) : undefined);
}

async function send(reply: FastifyReply, wire: Wire): Promise<void> {
	if (wire.kind === 'answer') {
		if (wire.delayMs) await pause(wire.delayMs);
		await reply
			.code(wire.status)
			.headers(wire.headers)
			.send(wire.text === '' ? undefined : wire.text);
		return;
	}
	reply.hijack();
	if (wire.kind === 'reset') reply.raw.socket?.resetAndDestroy();
	// A silent answer stays open until the client gives up or the sandbox closes its sockets.
}

function tooMany(state: State, rate: RateDecision, reply: FastifyReply): Wire {
	if (state.options.retryAfter)
		reply.header('retry-after', Math.max(1, Math.ceil(rate.retryAfterMs / 1000)));
	if (state.options.tooManyBody === 'html') return htmlWire(429);
	return plainWire(
		failure(429, 'too_many_requests', `More than ${rate.limit} requests in a minute`),
	);
}

function accountOf(state: State, authorization: string | undefined): string | undefined {
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

function callOf(request: FastifyRequest): Omit<Call, 'account'> {
	const text = typeof request.body === 'string' ? request.body : '';
	return {
		method: request.method,
		url: request.url,
		params: { ...(request.params as Record<string, string>) },
		query: { ...(request.query as Call['query']) },
		body: request.headers['content-type']?.includes('json') ? parsed(text) : undefined,
		text,
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Waits without keeping the process alive. */
async function pause(ms: number): Promise<void> {
	await new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
}
