import { BASE_URL_PROBLEMS } from '../../../nodes/Propexo/transport/baseUrl';
import { CONNECTION_MESSAGES } from '../../../nodes/Propexo/transport/errorMessages';
import { type Sandbox, startSandbox } from '../../sandbox';
import { bill, billParameters } from '../support/bills';
import { serve } from '../support/serve';
import { setUp } from '../support/setup';

const setup = setUp();

const write = async (parameters: Record<string, unknown> = {}, item = bill('A-1')) =>
	await setup.engine.run({
		parameters: { ...billParameters, ...parameters } as never,
		items: [item],
	});

let other: Sandbox;
beforeAll(async () => {
	other = await startSandbox();
});
afterAll(async () => await other.close());

it.each([301, 302, 303, 307, 308] as const)(
	'a redirect (%d) to another host → the token does not follow',
	async (status) => {
		setup.sandbox.inject({
			fault: { kind: 'redirect', location: `${other.url}/v1/invoices/buildium/`, status },
			times: null,
		});
		await write();
		await setup.engine.run({
			parameters: { resource: 'writeJob', operation: 'get', jobId: 'job' },
		});

		expect(other.requests).toEqual([]);
	},
);

it.each([
	[
		'a 500',
		{ kind: 'status', status: 500, bodyKind: 'text', body: 'Bearer propexo-sandbox-token' },
	],
	[
		'a JSON error',
		{
			kind: 'status',
			status: 422,
			body: { error: { code: 'x', message: 'Bearer propexo-sandbox-token' } },
		},
	],
] as const)('%s that repeats the token → not in the execution data', async (_, fault) => {
	setup.sandbox.inject({ fault: fault as never, match: { method: 'POST' } });
	const { error, run } = await write();

	expect(error).toBeDefined();
	expect(JSON.stringify(run)).not.toContain(setup.sandbox.token);
});

it.each([
	['escapes its slashes', (text: string) => text.replaceAll('/', '\\/')],
	[
		'escapes its characters as \\u…',
		(text: string) => text.replaceAll('=', '\\u003d').replaceAll('+', '\\u002B'),
	],
])('a server that repeats the token and %s → not in the execution data', async (_, written) => {
	const token = 'abcdef/ghijkl+mnop/qrst==';
	const repeats = await serve((request, response) => {
		const body = JSON.stringify({
			error: { message: `No access for ${request.headers.authorization}` },
		});
		response.writeHead(403, { 'content-type': 'application/json' }).end(written(body));
	});
	const { error, run } = await setup.engine
		.withCredential({ baseUrl: repeats.url, apiToken: token })
		.run({ parameters: billParameters, items: [bill('A-1')] });
	repeats.close();

	expect(error?.description).toContain('No access for Bearer ***');
	expect(JSON.stringify(run)).not.toContain(token);
});

it.each([
	['a line end after it', (token: string) => `${token}\n`],
	['white space around it', (token: string) => ` ${token}\t `],
	['a line end in it', (token: string) => `${token.slice(0, 10)}\r\n${token.slice(10)}`],
])('a token pasted with %s → not in the execution data', async (_, pasted) => {
	const token = 'propexo-live-0123456789';
	const repeats = await serve((request, response) => {
		const body = JSON.stringify({
			error: { message: `No access for ${request.headers.authorization}` },
		});
		response.writeHead(403, { 'content-type': 'application/json' }).end(body);
	});
	const { error, run } = await setup.engine
		.withCredential({ baseUrl: repeats.url, apiToken: pasted(token) })
		.run({ parameters: billParameters, items: [bill('A-1')] });
	repeats.close();

	expect(error?.description).toMatch(/No access for Bearer +\*\*\*/);
	expect(JSON.stringify(run)).not.toContain(token);
});

it('an error message that repeats the token → shown with ***', async () => {
	const body = { error: { code: 'x', message: `No access for Bearer ${setup.sandbox.token}` } };
	setup.sandbox.inject({ fault: { kind: 'status', status: 403, body }, match: { method: 'POST' } });
	const { error, run } = await setup.engine.run({
		parameters: billParameters,
		items: [bill('A-1')],
	});

	expect(error?.description).toContain('No access for Bearer ***');
	expect(JSON.stringify(run)).not.toContain(setup.sandbox.token);
});

it.each(['?', '#', '/?', '/#'])(
	'a base URL with %p at its end → refused, because every request would go to the root',
	async (end) => {
		const { error } = await setup.engine
			.withCredential({ baseUrl: `${setup.sandbox.url}${end}` })
			.run({ parameters: billParameters, items: [bill('A-1')] });

		expect(error).toMatchObject(CONNECTION_MESSAGES.invalidBaseUrl(BASE_URL_PROBLEMS.notPlain));
		expect(setup.sandbox.requests).toEqual([]);
	},
);

it.each([
	['http://api.example.com', BASE_URL_PROBLEMS.notHttps],
	['http://127.0.0.1.example.com', BASE_URL_PROBLEMS.notHttps],
	['ftp://127.0.0.1', BASE_URL_PROBLEMS.notHttps],
	['nonsense', BASE_URL_PROBLEMS.notUrl],
	['', BASE_URL_PROBLEMS.missing],
])('a base URL of %p → refused before anything is sent', async (baseUrl, problem) => {
	const { error } = await setup.engine
		.withCredential({ baseUrl })
		.run({ parameters: billParameters, items: [bill('A-1')] });

	expect(error).toMatchObject(CONNECTION_MESSAGES.invalidBaseUrl(problem));
	expect(setup.sandbox.requests).toEqual([]);
});
