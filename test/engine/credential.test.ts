import { type Sandbox, startSandbox } from '../sandbox';
import { setUp } from './support/setup';

const setup = setUp();

let other: Sandbox;
beforeAll(async () => {
	other = await startSandbox();
});
afterAll(async () => await other.close());
beforeEach(() => other.reset());

it('a base URL with spaces and a slash → one request for an integration', async () => {
	await setup.engine.withCredential({ baseUrl: ` ${setup.sandbox.url}/ ` }).testCredential();

	expect(setup.sandbox.requests.map(({ method, path }) => ({ method, path }))).toEqual([
		{ method: 'GET', path: '/v1/admin/integrations/?limit=1' },
	]);
});

it('an unknown token → the test fails', async () => {
	await expect(
		setup.engine.withCredential({ apiToken: 'another-token' }).testCredential(),
	).rejects.toThrow(/401|credentials/);
});

it.each([301, 302, 303, 307, 308] as const)(
	'a redirect (%d) → the test fails, and the token goes nowhere else',
	async (status) => {
		setup.sandbox.inject({
			fault: { kind: 'redirect', location: `${other.url}/v1/admin/integrations/`, status },
			times: null,
		});

		await expect(setup.engine.testCredential()).rejects.toMatchObject({
			cause: { response: { status } },
		});
		expect(setup.sandbox.requests).toHaveLength(1);
		expect(other.requests).toEqual([]);
	},
);

it('a base URL that only looks like this machine → nothing is sent', async () => {
	const { port } = new URL(setup.sandbox.url);
	const lookalike = `http://localhost:x@127.0.0.1:${port}`;

	await expect(
		setup.engine.withCredential({ baseUrl: lookalike }).testCredential(),
	).rejects.toThrow();
	expect(setup.sandbox.requests).toEqual([]);
});
