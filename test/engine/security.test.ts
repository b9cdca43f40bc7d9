import fc from 'fast-check';

import { type Sandbox, startSandbox } from '../sandbox';
import { contract, operationName } from '../sandbox/contract';
import { minimalBody } from '../unit/sandbox/bodies';
import { bill, billParameters } from './support/bills';
import { serve } from './support/serve';
import { setUp, writesOf } from './support/setup';

const setup = setUp();

const write = async (parameters: Record<string, unknown> = {}, item = bill('A-1')) =>
	await setup.engine.run({
		parameters: { ...billParameters, ...parameters } as never,
		items: [item],
	});

describe('the token', () => {
	let other: Sandbox;
	beforeAll(async () => {
		other = await startSandbox();
	});
	afterAll(async () => await other.close());

	it.each([301, 302, 303, 307, 308] as const)(
		'is not taken along by a redirect (%d) to another host',
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
			'an error of the server',
			{ kind: 'status', status: 500, bodyKind: 'text', body: 'Bearer propexo-sandbox-token' },
		],
		[
			'an error body',
			{
				kind: 'status',
				status: 422,
				body: { error: { code: 'x', message: 'Bearer propexo-sandbox-token' } },
			},
		],
	] as const)('is not in the run of a write that ends in %s that repeats it', async (_, fault) => {
		setup.sandbox.inject({ fault: fault as never, match: { method: 'POST' } });
		const { error, run } = await write();

		expect(error).toBeDefined();
		expect(JSON.stringify(run)).not.toContain(setup.sandbox.token);
	});

	it.each([
		['escapes its slashes', (text: string) => text.replaceAll('/', '\\/')],
		[
			'writes its characters by their numbers',
			(text: string) => text.replaceAll('=', '\\u003d').replaceAll('+', '\\u002B'),
		],
	])('is not in the run where the server %s', async (_, written) => {
		const token = 'abcdef/ghijkl+mnop/qrst==';
		const repeats = await serve((request, response) => {
			const body = JSON.stringify({
				error: { message: `No access for ${request.headers.authorization}` },
			});
			response.writeHead(403, { 'content-type': 'application/json' }).end(written(body));
		});
		const { error, run } = await setup.engine
			.with({ baseUrl: repeats.url, apiToken: token })
			.run({ parameters: billParameters, items: [bill('A-1')] });
		repeats.close();

		expect(error?.description).toContain('No access for Bearer ***');
		expect(JSON.stringify(run)).not.toContain(token);
	});

	it.each([
		['a line end after it', (token: string) => `${token}\n`],
		['white space around it', (token: string) => ` ${token}\t `],
		['a line end in it', (token: string) => `${token.slice(0, 10)}\r\n${token.slice(10)}`],
	])('is not in the run where it was pasted with %s', async (_, pasted) => {
		const token = 'propexo-live-0123456789';
		const repeats = await serve((request, response) => {
			const body = JSON.stringify({
				error: { message: `No access for ${request.headers.authorization}` },
			});
			response.writeHead(403, { 'content-type': 'application/json' }).end(body);
		});
		const { error, run } = await setup.engine
			.with({ baseUrl: repeats.url, apiToken: pasted(token) })
			.run({ parameters: billParameters, items: [bill('A-1')] });
		repeats.close();

		expect(error?.description).toMatch(/No access for Bearer +\*\*\*/);
		expect(JSON.stringify(run)).not.toContain(token);
	});
});

it.each(['?', '#', '/?', '/#'])(
	'a base URL with %p after it is refused, because every request would go to the root',
	async (end) => {
		const { error } = await setup.engine
			.with({ baseUrl: `${setup.sandbox.url}${end}` })
			.run({ parameters: billParameters, items: [bill('A-1')] });

		expect(error?.message).toBe(
			'The base URL of the Propexo API credential must hold nothing but a host and a path',
		);
		expect(setup.sandbox.requests).toEqual([]);
	},
);

it.each([
	'http://api.example.com',
	'http://127.0.0.1.example.com',
	'ftp://127.0.0.1',
	'nonsense',
	'',
])('a base URL of %p is refused before anything is sent', async (baseUrl) => {
	const { error } = await setup.engine
		.with({ baseUrl })
		.run({ parameters: billParameters, items: [bill('A-1')] });

	expect(error?.message).toMatch(/base URL/);
});

describe('an id', () => {
	const NASTY = [
		'../../admin/integrations',
		'a?b=c',
		'a#b',
		'a/b',
		'é ü 漢字',
		'%2e%2e',
		'a\\b',
		'..;/',
	];

	it.each(NASTY)('%p in a path leads nowhere else', async (id) => {
		const update = {
			resource: 'vendor',
			operation: 'update',
			pms: 'yardi',
			vendorId: { __rl: true, mode: 'id', value: id },
			name: 'Acme',
		};
		await setup.engine.run({ parameters: update });
		await setup.engine.run({ parameters: { resource: 'writeJob', operation: 'get', jobId: id } });
		await setup.engine.run({
			parameters: {
				resource: 'vendor',
				operation: 'get',
				vendorId: { __rl: true, mode: 'id', value: id },
			},
		});

		expect(setup.sandbox.requests.map(({ path }) => path)).toEqual([
			`/v1/vendors/yardi/${encodeURIComponent(id)}`,
			`/v1/admin/write-status/${encodeURIComponent(id)}`,
			`/v1/vendors/${encodeURIComponent(id)}`,
		]);
	});

	it.each(['.', '..', ' ', 'id-\ud800'])('%p in a path is refused', async (id) => {
		const value = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
		const update = {
			resource: 'vendor',
			operation: 'update',
			pms: 'yardi',
			vendorId: value,
			name: 'Acme',
		};
		const results = [
			await setup.engine.run({ parameters: update, items: [{ id }] }),
			await setup.engine.run({
				parameters: { resource: 'writeJob', operation: 'get', jobId: '={{ $json.id }}' },
				items: [{ id }],
			}),
			await setup.engine.run({
				parameters: { resource: 'vendor', operation: 'get', vendorId: value },
				items: [{ id }],
			}),
		];

		expect(results.map(({ error }) => error?.message)).toEqual(
			Array(3).fill(expect.stringMatching(/ is (required|not an ID)/)),
		);
		expect(setup.sandbox.requests).toEqual([]);
	});

	it('of an integration that holds half a character fails its item only', async () => {
		const { items, errorItems } = await setup.engine.run({
			parameters: billParameters,
			items: [bill('A-1'), bill('A-2', { integration: 'intg-\ud800' })],
			settings: { onError: 'continueErrorOutput' },
		});

		expect(items.map(({ json }) => json.job_id)).toEqual(
			setup.sandbox.ledger.map(({ jobId }) => jobId),
		);
		expect(errorItems.map(({ json }) => json.error)).toEqual([
			expect.stringMatching(/^Integration is not an ID: .* \[Item 1\]$/),
		]);
	});
});

describe('a hostile answer', () => {
	const HOSTILE = {
		'of 30 MB': { kind: 'huge', megabytes: 30 },
		'nested 100,000 deep': { kind: 'deep-json', depth: 100_000 },
		'with __proto__': 'proto',
		'of another content type': { kind: 'wrong-content-type', contentType: 'image/png' },
		'that is empty': 'empty',
	} as const;

	it.each(Object.entries(HOSTILE))(
		'%s to a write ends well or in a clear error',
		async (_, fault) => {
			setup.sandbox.inject({ fault, match: { method: 'POST' } });
			const { error, items, run } = await write();

			expect(
				items.length === 1 || /^Nobody knows whether this was written/.test(error?.message ?? ''),
			).toBe(true);
			expect(JSON.stringify(run).length).toBeLessThan(1_000_000);
			expect(({} as Record<string, unknown>).polluted).toBeUndefined();
			expect(writesOf(setup)).toHaveLength(1);
		},
	);

	it.each(Object.entries(HOSTILE))(
		'%s to a read ends well or in a clear error',
		async (_, fault) => {
			setup.sandbox.inject({ fault, match: { path: '/v1/vendors/' }, times: 5 });
			const { error, items } = await setup.engine.run({
				parameters: { resource: 'vendor', operation: 'getMany', limit: 1 },
			});

			expect(items.length === 1 || typeof error?.message === 'string').toBe(true);
			expect(({} as Record<string, unknown>).polluted).toBeUndefined();
		},
	);

	it.each([
		['a path of 8,000 steps', { path: Array.from({ length: 8_000 }, () => 'a'), message: 'no' }],
		['a message of 5 MB', { path: ['vendor_id'], message: 'x'.repeat(5_000_000) }],
		[
			'10,000 fields',
			{
				path: [],
				message: 'no',
				keys: Array.from({ length: 10_000 }, (_, index) => `field_${index}`),
			},
		],
	])(
		'that refuses a write by an issue with %s ends in an error of a sane size',
		async (_, issue) => {
			const body = { error: { message: 'no', details: { issues: [issue] } } };
			setup.sandbox.inject({
				fault: { kind: 'status', status: 400, body },
				match: { method: 'POST' },
			});
			const { error, run } = await write();

			expect(error?.message).toMatch(/^Propexo did not accept the request: /);
			expect(error!.message.length).toBeLessThan(2_000);
			expect(JSON.stringify(run).length).toBeLessThan(100_000);
		},
	);

	it.each([
		['5 MB in one error', ['x'.repeat(5_000_000)]],
		['100,000 errors', Array.from({ length: 100_000 }, () => 'The vendor is inactive')],
		['an error nested 100,000 deep', `[${'['.repeat(100_000)}${']'.repeat(100_000)}]`],
	])('to a look at a job, with %s, ends in an error of a sane size', async (_, errors) => {
		const list = typeof errors === 'string' ? errors : JSON.stringify(errors);
		const body = `{"write_status":"FAILURE","errors":${list},"created_record_id":null}`;
		setup.sandbox.inject({
			fault: { kind: 'status', status: 200, body },
			match: { path: '/v1/admin/write-status/' },
			times: null,
		});
		const parameters = { resource: 'writeJob', operation: 'wait', jobId: 'job-1' };
		const stopped = await setup.engine.run({ parameters });
		const went = await setup.engine.run({
			parameters,
			settings: { onError: 'continueErrorOutput' },
		});

		expect(stopped.error!.description!.length).toBeLessThan(20_000);
		expect(JSON.stringify([stopped.run, went.run]).length).toBeLessThan(200_000);
	});

	it('that redirects for ever ends at once', async () => {
		setup.sandbox.inject({
			fault: { kind: 'redirect', location: `${setup.sandbox.url}/v1/vendors/`, status: 302 },
			times: null,
		});
		const { error } = await setup.engine.run({
			parameters: { resource: 'vendor', operation: 'getMany' },
		});

		expect(error?.message).toMatch(/^The address answered with a redirect \(302\)/);
		expect(setup.sandbox.requests).toHaveLength(1);
	});
});

describe('any input', () => {
	const anything = fc.oneof(
		fc.jsonValue({ maxDepth: 2 }),
		fc.string(),
		fc.double(),
		fc.constantFrom('', null, '__proto__', '1250', '2026-11-30'),
	);

	it('is either refused before anything is sent, or taken by Propexo', async () => {
		const writes = fc.constantFrom(
			...contract.writes.filter(({ fields }) => fields.every(({ type }) => type !== 'object')),
		);
		await fc.assert(
			fc.asyncProperty(writes, fc.nat(), anything, async (operation, pick, value) => {
				setup.sandbox.reset();
				setup.sandbox.setOptions({ limit: 1_000_000 });
				const field = operation.fields[pick % operation.fields.length]!;
				const body = { ...minimalBody(operation), [field.name]: value };
				const { resource, operation: name, pms } = operation;
				const ids = Object.fromEntries(
					(operation.pathParams ?? []).map((id) => [
						id.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
						{ __rl: true, mode: 'id', value: 'a' },
					]),
				);
				await setup.engine.run({
					parameters: {
						resource,
						operation: name,
						pms,
						...ids,
						specifyBody: 'json',
						bodyJson: '={{ $json.body }}',
					},
					items: [{ body } as never],
				});
				const [sent] = writesOf(setup);
				// Only Propexo knows its integrations.
				const isPropexosToSay = field.name === 'integration_id';
				if (sent && !isPropexosToSay)
					expect({
						operation: operationName(operation),
						field,
						value,
						status: sent.status,
					}).toMatchObject({ status: 200 });
			}),
			{ numRuns: 400, seed: 20261121 },
		);
	}, 120_000);
});
