import { type Sandbox, startSandbox } from '../../sandbox';
import { contract, operationName, vendorOf, writeOperation } from '../../sandbox/contract';
import { examplePath, minimalBody, requiredPaths } from '../../sandbox/exampleBodies';
import { type SandboxClient, sandboxClient } from './support/sandboxClient';

type Path = Array<string | number>;

describe('write operations', () => {
	let sandbox: Sandbox;
	let call: SandboxClient;

	beforeAll(async () => {
		sandbox = await startSandbox({ limit: 10_000 });
		call = sandboxClient(sandbox);
	});
	afterAll(async () => await sandbox.close());

	it('are named once, whether supported or not', () => {
		const names = [...contract.writes, ...contract.unsupported].map(operationName);

		expect(new Set(names).size).toBe(names.length);
	});

	it.each(contract.writes.map((operation) => [operationName(operation), operation] as const))(
		'%s is accepted with its required fields, and refused without each of them',
		async (name, operation) => {
			const path = examplePath(operation);
			const body = minimalBody(operation);

			const accepted = await call(operation.method, path, body);
			expect({ status: accepted.status, body: accepted.body }).toEqual({
				status: 200,
				body: { meta: { job_id: expect.any(String) }, result: body },
			});
			const entry = sandbox.ledger.at(-1);
			expect(entry).toMatchObject({
				jobId: accepted.body.meta.job_id,
				method: operation.method,
				path,
				body,
			});
			expect(operationName(entry ?? operation)).toBe(name);
			expect(Object.keys(entry?.pathParams ?? {})).toEqual(operation.pathParams ?? []);

			const before = sandbox.ledger.length;
			const missing = requiredPaths(operation.fields);
			expect(missing.length).toBeGreaterThan(0);
			for (const field of missing) {
				const refused = await call(operation.method, path, without(body, field));
				expect({ field, status: refused.status }).toEqual({ field, status: 400 });
				expect(pathsOf(refused.body)).toContainEqual(field);
			}
			expect(sandbox.ledger).toHaveLength(before);
		},
	);

	it.each(contract.writes.map((operation) => [operationName(operation), operation] as const))(
		'%s refuses or strips an unknown field, or keeps it where the documentation is incomplete',
		async (_, operation) => {
			const path = examplePath(operation);
			const body = { ...minimalBody(operation), unknown_field: 1 };

			const plain = await call(operation.method, path, body);
			if (operation.fieldsIncomplete) {
				expect(plain.status).toBe(200);
				expect(plain.body.result).toHaveProperty('unknown_field');
				return;
			}
			expect(plain.status).toBe(400);
			expect(plain.body).toEqual({
				error: {
					code: 'invalid_request',
					message: 'invalid request',
					details: {
						details: {
							issues: [
								{
									code: 'unrecognized_keys',
									keys: ['unknown_field'],
									path: [],
									message: "Unrecognized key(s) in object: 'unknown_field'",
								},
							],
							name: 'ZodError',
						},
					},
				},
			});

			const stripped = await call(operation.method, `${path}?ignore_unknown_fields=true`, body);
			expect(stripped.status).toBe(200);
			expect(stripped.body.result).toEqual(minimalBody(operation));
			expect(sandbox.ledger.at(-1)?.body).toEqual(minimalBody(operation));
		},
	);

	it.each(contract.unsupported.map((operation) => [operationName(operation), operation] as const))(
		'%s always responses 405',
		async (_, operation) => {
			const response = await call(operation.method, examplePath(operation), {});
			expect(response.status).toBe(405);
			expect(response.body.error.code).toBe('method_not_allowed');
		},
	);

	it.each(contract.vendors)(
		'an integration of another vendor is refused by a write for %s',
		async (vendor) => {
			const operation = contract.writes.find(
				({ pms, fields }) => vendorOf(pms) === vendor && fields[0]?.name === 'integration_id',
			);
			if (!operation) {
				expect(contract.writes.map(({ pms }) => vendorOf(pms))).not.toContain(vendor);
				return;
			}
			const other = vendor === 'MRI' ? 'intg-buildium-1' : 'intg-mri-1';
			const response = await call(operation.method, examplePath(operation), {
				...minimalBody(operation),
				integration_id: other,
			});
			expect(response.status).toBe(400);
			expect(pathsOf(response.body)).toEqual([['integration_id']]);
		},
	);

	it('an integration that does not exist is refused', async () => {
		const operation = writeOperation('invoice.create.buildium');
		const response = await call('POST', operation.path, {
			...minimalBody(operation),
			integration_id: 'intg-none',
		});
		expect(response.status).toBe(400);
		expect(response.body.error.details.details.issues).toEqual([
			{ code: 'custom', path: ['integration_id'], message: 'There is no integration intg-none' },
		]);
	});

	it('a path without its last slash, or of no operation, is not found', async () => {
		const body = minimalBody(writeOperation('invoice.create.buildium'));
		for (const path of [
			'/v1/invoices/buildium',
			'/v1/invoices/nosuchpms/',
			'/v1/invoices/',
			'/nowhere',
		]) {
			const response = await call('POST', path, body);
			expect({ path, status: response.status }).toEqual({ path, status: 404 });
		}
	});
});

function without(
	body: Record<string, unknown>,
	[name = '', ...rest]: Path,
): Record<string, unknown> {
	const copy: Record<string, unknown> = { ...body };
	const inner = copy[name];
	if (rest.length === 0) delete copy[name];
	else if (Array.isArray(inner))
		copy[name] = [without(inner[0] as Record<string, unknown>, rest.slice(1))];
	else copy[name] = without(inner as Record<string, unknown>, rest);
	return copy;
}

/** Paths of all issues, those inside unions included. */
function pathsOf(body: { error: { details: { details: { issues: Issue[] } } } }): Path[] {
	const flat = (issues: Issue[]): Path[] =>
		issues.flatMap(({ path, unionErrors = [] }) => [
			path,
			...unionErrors.flatMap((error) => flat(error.issues)),
		]);
	return flat(body.error.details.details.issues);
}

interface Issue {
	path: Path;
	unionErrors?: Array<{ issues: Issue[] }>;
}
