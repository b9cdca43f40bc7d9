import { type Sandbox, startSandbox } from '../sandbox';
import { setUp } from './support/setup';

const setup = setUp();

let other: Sandbox;
beforeAll(async () => {
	other = await startSandbox();
});
afterAll(async () => await other.close());
beforeEach(() => other.reset());

it('asks once for an integration, where the base URL says', async () => {
	await setup.engine.with({ baseUrl: ` ${setup.sandbox.url}/ ` }).testCredential();

	expect(setup.sandbox.requests.map(({ method, path }) => ({ method, path }))).toEqual([
		{ method: 'GET', path: '/v1/admin/integrations/?limit=1' },
	]);
});

it('says that a token which Propexo does not know does not work', async () => {
	await expect(setup.engine.with({ apiToken: 'another-token' }).testCredential()).rejects.toThrow(
		/401|credentials/,
	);
});

it.each([301, 302, 303, 307, 308] as const)(
	'a redirect (%d) counts as not working, and takes the token nowhere',
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

it('sends nothing to a look-alike of this machine', async () => {
	const { port } = new URL(setup.sandbox.url);
	const lookalike = `http://localhost:x@127.0.0.1:${port}`;

	await expect(setup.engine.with({ baseUrl: lookalike }).testCredential()).rejects.toThrow();
	expect(setup.sandbox.requests).toEqual([]);
});
