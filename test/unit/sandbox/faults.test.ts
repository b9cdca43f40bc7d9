import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type FaultRuleInput, type Sandbox, startSandbox } from '../../sandbox';
import { writeOperation } from '../../sandbox/contract';
import { minimalBody } from '../../sandbox/exampleBodies';
import {
	type SandboxClient,
	sandboxClient,
	type SandboxResponse,
	until,
} from './support/sandboxClient';

const operation = writeOperation('invoice.create.buildium');
const body = minimalBody(operation);

let sandbox: Sandbox;
let call: SandboxClient;

beforeAll(async () => {
	sandbox = await startSandbox({ limit: 10_000 });
	call = sandboxClient(sandbox);
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

/** Writes a bill under a fault; returns the response, or the code of the connection error. */
async function write(fault?: FaultRuleInput['fault']): Promise<SandboxResponse | string> {
	if (fault) sandbox.inject({ fault });
	return await call('POST', operation.path, body).catch(
		(error: Error & { cause?: { code?: string } }) => error.cause?.code ?? error.name,
	);
}

async function respondWith(fault: FaultRuleInput['fault']): Promise<SandboxResponse> {
	const response = await write(fault);
	if (typeof response === 'string') throw new Error(`No response but ${response}`);
	return response;
}

describe('connections', () => {
	it.each([
		['reset-before', 0],
		['reset-after', 1],
	] as const)('%s resets the connection and records %i writes', async (fault, recorded) => {
		expect(await write(fault)).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
		expect(sandbox.ledger).toHaveLength(recorded);
		expect(sandbox.jobs).toHaveLength(recorded);
		expect(sandbox.requests.at(-1)).toMatchObject({ status: null, fault });
	});

	it.each([
		['timeout-before', 0],
		['timeout-after', 1],
	] as const)('%s sends no response and records %i writes', async (fault, recorded) => {
		sandbox.inject({ fault });
		const giveUp = new AbortController();
		const attempt = fetch(`${sandbox.url}${operation.path}`, {
			method: 'POST',
			headers: { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' },
			body: JSON.stringify(body),
			signal: giveUp.signal,
		});
		const ended = expect(attempt).rejects.toThrow('given up');
		await until(() => sandbox.faults.length === 0);
		// A response, had there been one, would have come before that to a later request.
		await call('GET', '/v1/vendors/?limit=1');
		giveUp.abort(new Error('given up'));
		await ended;
		expect(sandbox.ledger).toHaveLength(recorded);
		expect(sandbox.requests[0]).toMatchObject({ status: null, fault });
	});

	it('are refused while the sandbox does not listen, and served again on the same port', async () => {
		const { port } = sandbox;
		await sandbox.stopListening();
		expect(await write()).toBe('ECONNREFUSED');
		await sandbox.listenAgain();
		expect(sandbox.port).toBe(port);
		expect(await write()).toMatchObject({ status: 200 });
		expect(sandbox.ledger).toHaveLength(1);
	});

	it('with a pending request are closed by close', async () => {
		const other = await startSandbox();
		other.inject({ fault: 'timeout-after' });
		const held = sandboxClient(other)('POST', operation.path, body);
		const ended = expect(held).rejects.toThrow();
		await until(() => other.ledger.length > 0);
		await other.close();
		await ended;
	});
});

describe('responses', () => {
	it.each([500, 502, 503, 504, 401, 403, 404, 409, 413, 422, 429])(
		'status %i comes with or without effect of the write',
		async (status) => {
			expect(await respondWith({ kind: 'status', status })).toMatchObject({
				status,
				body: { error: { code: 'injected' } },
			});
			expect(sandbox.ledger).toHaveLength(0);
			expect((await respondWith({ kind: 'status', status, effect: 'after' })).status).toBe(status);
			expect(sandbox.ledger).toHaveLength(1);
		},
	);

	it.each([
		['json', 'application/json', /^\{"error"/],
		['html', 'text/html', /<html>/],
		['text', 'text/plain', /^Injected status 503$/],
		['empty', null, /^$/],
	] as const)('a status with a body of kind %s', async (bodyKind, type, expected) => {
		const { headers, text } = await respondWith({ kind: 'status', status: 503, bodyKind });
		if (type === null) expect(headers.get('content-type')).toBeNull();
		else expect(headers.get('content-type')).toContain(type);
		expect(text).toMatch(expected);
	});

	it('an injected status can have its own body and headers', async () => {
		const { headers, body: sent } = await respondWith({
			kind: 'status',
			status: 400,
			body: { error: { message: 'mine' } },
			headers: { 'x-trace': '7' },
		});
		expect(sent).toEqual({ error: { message: 'mine' } });
		expect(headers.get('x-trace')).toBe('7');
		expect((await respondWith({ kind: 'status', status: 400, body: 'plain' })).text).toBe('plain');
	});

	it.each([
		['in seconds', 3, '3'],
		['as a date', 'Sat, 21 Nov 2026 08:00:00 GMT', 'Sat, 21 Nov 2026 08:00:00 GMT'],
		['not at all', undefined, null],
	])('a 429 with Retry-After %s', async (_, retryAfter, expected) => {
		const { headers } = await respondWith({ kind: 'status', status: 429, retryAfter });
		expect(headers.get('retry-after')).toBe(expected);
	});

	it.each([
		['before', 0],
		['after', 1],
	] as const)(
		'malformed JSON, an HTML page or an empty body comes %s the write takes effect',
		async (effect, recorded) => {
			const malformed = await respondWith({ kind: 'malformed-json', effect });
			expect(malformed.status).toBe(200);
			expect(() => JSON.parse(malformed.text) as unknown).toThrow(SyntaxError);
			expect(sandbox.ledger).toHaveLength(recorded);
			const html = await respondWith({ kind: 'html', effect });
			expect(html).toMatchObject({ status: 200, text: expect.stringContaining('<html>') });
			expect(sandbox.ledger).toHaveLength(2 * recorded);
			expect(await respondWith({ kind: 'empty', effect })).toMatchObject({ status: 200, text: '' });
			expect(sandbox.ledger).toHaveLength(3 * recorded);
		},
	);

	it('no-job-id leaves out the job ID of an accepted write', async () => {
		expect(await respondWith('no-job-id')).toMatchObject({
			status: 200,
			body: { meta: {}, result: body },
		});
		expect(sandbox.ledger).toHaveLength(1);
	});

	it.each([302, 307] as const)(
		'a redirect with %i keeps its location and records no write',
		async (status) => {
			const { status: got, headers } = await respondWith({
				kind: 'redirect',
				status,
				location: 'https://elsewhere.example.com/',
			});
			expect(got).toBe(status);
			expect(headers.get('location')).toBe('https://elsewhere.example.com/');
			expect(sandbox.ledger).toHaveLength(0);
		},
	);

	it('slow delays the response by delayMs', async () => {
		const start = performance.now();
		expect((await respondWith({ kind: 'slow', delayMs: 120 })).status).toBe(200);
		expect(performance.now() - start).toBeGreaterThanOrEqual(119);
	});

	it('huge, deep, prototype-polluting and wrongly typed responses have the job ID', async () => {
		const huge = await respondWith({ kind: 'huge', megabytes: 3 });
		expect(huge.text.length).toBeGreaterThan(3_000_000);
		const deep = await respondWith({ kind: 'deep-json', depth: 2000 });
		expect(deep.text).toContain('['.repeat(2000));
		const proto = await respondWith('proto');
		expect(proto.text).toContain('"__proto__":{"polluted":true');
		expect(proto.text).toContain('"constructor":{"polluted":true');
		const typed = await respondWith({ kind: 'wrong-content-type', contentType: 'text/csv' });
		expect(typed.headers.get('content-type')).toBe('text/csv');
		expect([huge, deep, proto, typed].map((response) => response.body.meta.job_id)).toEqual(
			sandbox.ledger.map(({ jobId }) => jobId),
		);
	});

	it('injected ones have the rate limit headers', async () => {
		const { headers } = await respondWith({ kind: 'status', status: 500 });
		expect(headers.get('x-ratelimit-limit')).toBe('10000');
		expect(headers.get('x-ratelimit-remaining')).toMatch(/^\d+$/);
	});
});

describe('rules', () => {
	it('apply `times` times, once `after` requests have passed', async () => {
		sandbox.inject({ fault: { kind: 'status', status: 500 }, times: 2, after: 1 });
		const statuses = [];
		for (let n = 0; n < 5; n += 1) statuses.push((await call('POST', operation.path, body)).status);
		expect(statuses).toEqual([200, 500, 500, 200, 200]);
	});

	it('with times null apply until they are cleared', async () => {
		sandbox.inject({ fault: { kind: 'status', status: 500 }, times: null });
		for (let n = 0; n < 3; n += 1) expect((await call('GET', '/v1/vendors/')).status).toBe(500);
		expect(sandbox.faults).toHaveLength(1);
		sandbox.clearFaults();
		expect((await call('GET', '/v1/vendors/')).status).toBe(200);
	});

	it.each<[string, FaultRuleInput['match'], boolean]>([
		['the method', { method: 'post' }, true],
		['another method', { method: 'GET' }, false],
		['the beginning of the path', { path: '/v1/invoices/' }, true],
		['another path', { path: '/v1/vendors/' }, false],
		['a regular expression', { path: '^/v1/[a-z]+/buildium/$' }, true],
		['another regular expression', { path: '^/v2/' }, false],
		['what the body includes', { bodyIncludes: '"vendor_id"' }, true],
		['what the body does not include', { bodyIncludes: 'INV-404' }, false],
		['two criteria, one of which does not match', { method: 'POST', path: '/v1/vendors/' }, false],
	])('match by %s', async (_, match, hit) => {
		sandbox.inject({ match, fault: { kind: 'status', status: 500 } });
		expect((await call('POST', operation.path, body)).status).toBe(hit ? 500 : 200);
		expect(sandbox.faults).toHaveLength(hit ? 0 : 1);
	});

	it('that are invalid are refused', () => {
		expect(() => sandbox.inject({ fault: 'earthquake' as 'empty' })).toThrow();
		expect(() => sandbox.inject({ fault: 'empty', times: 0 })).toThrow();
		expect(() => sandbox.inject({ fault: 'empty', match: { path: '^(' } })).toThrow(SyntaxError);
	});
});

describe('the request log', () => {
	it('has the request with its headers, and the status of the response', async () => {
		await call('POST', `${operation.path}?ignore_unknown_fields=true`, body, { 'x-n8n': 'yes' });
		expect(sandbox.requests).toEqual([
			{
				at: expect.any(String),
				method: 'POST',
				path: `${operation.path}?ignore_unknown_fields=true`,
				headers: expect.objectContaining({
					authorization: `Bearer ${sandbox.token}`,
					'x-n8n': 'yes',
				}),
				body,
				status: 200,
				fault: null,
			},
		]);
	});

	it('keeps bodies that are not JSON as text', async () => {
		await call('POST', operation.path, 'a=b', {
			'content-type': 'application/x-www-form-urlencoded',
		});
		expect(sandbox.requests[0]).toMatchObject({ body: 'a=b', status: 400 });
	});
});

describe('the address', () => {
	it('is on the loopback interface only', async () => {
		expect(sandbox.url).toBe(`http://127.0.0.1:${sandbox.port}`);
		await expect(startSandbox({ host: '0.0.0.0' })).rejects.toThrow('only listens on this machine');
	});

	it('in use is an error', async () => {
		const taken = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => taken.once('listening', resolve));
		const { port } = taken.address() as AddressInfo;
		await expect(startSandbox({ port })).rejects.toThrow('EADDRINUSE');
		await new Promise((resolve) => taken.close(resolve));
	});

	it('keeps connections alive', async () => {
		const status = await new Promise((resolve, reject) => {
			const path = '/v1/admin/integrations/?limit=1';
			httpRequest(
				`${sandbox.url}${path}`,
				{ headers: { authorization: `Bearer ${sandbox.token}` } },
				(response) => {
					response.resume();
					resolve(response.headers['keep-alive']);
				},
			)
				.on('error', reject)
				.end();
		});
		expect(status).toBe('timeout=65');
	});
});
