import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Sandbox, startSandbox } from '../../sandbox';
import { contract, operationName } from '../../sandbox/contract';
import { type SandboxClient, sandboxClient } from './support/sandboxClient';

const folder = join(__dirname, '../../fixtures/examples');
const examples = readdirSync(folder).map((file) => ({
	name: file.replace('.json', ''),
	...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
		request: { method: string; path: string; body: Record<string, unknown> };
	}),
}));

describe('the requests printed in the documentation', () => {
	let sandbox: Sandbox;
	let call: SandboxClient;

	beforeAll(async () => {
		sandbox = await startSandbox({ limit: 1_000 });
		call = sandboxClient(sandbox);
	});
	afterAll(async () => await sandbox.close());

	it.each(examples)('$name is accepted and echoed', async ({ name, request }) => {
		const response = await call(request.method, request.path, request.body);

		expect(response.status).toBe(200);
		expect(response.body).toEqual({
			meta: { job_id: expect.stringMatching(/^job-/) },
			result: request.body,
		});
		const entry = sandbox.ledger.at(-1);
		expect(`${entry?.resource}.${entry?.operation}.${entry?.pms}`).toBe(name);
		expect(entry?.body).toEqual(request.body);
	});

	it('are of documented operations', () => {
		expect(contract.writes.map(operationName)).toEqual(
			expect.arrayContaining(examples.map(({ name }) => name)),
		);
	});
});
