import { credentialFor, startPropexo, type TestPropexo } from './support/propexo';
import { sharedN8n } from './support/sharedN8n';

const { client } = sharedN8n();
let propexo: TestPropexo;

beforeAll(async () => {
	propexo = await startPropexo(client, 'Credential test');
});
afterAll(async () => await propexo.sandbox.close());

describe('the credential dialog', () => {
	test('accepts a valid token', async () => {
		expect(await client.testCredential(propexo.credential)).toMatchObject({ status: 'OK' });
		expect(propexo.sandbox.requests.at(-1)).toMatchObject({
			method: 'GET',
			path: '/v1/admin/integrations/?limit=1',
			status: 200,
		});
	});

	test('reports a wrong token without repeating it', async () => {
		const wrong = credentialFor(propexo.sandbox, 'Wrong token', 'not-the-token-4711');
		const result = await client.testCredential({ ...wrong, id: '' });
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(/token|authori[sz]|401/i);
		expect(result.message).not.toContain('not-the-token-4711');
	});

	test('reports an unreachable address', async () => {
		const wrong = credentialFor(
			{ url: 'http://127.0.0.1:1' },
			'Wrong address',
			propexo.sandbox.token,
		);
		const result = await client.testCredential({ ...wrong, id: '' });
		expect(result.status).toBe('Error');
		expect(result.message).not.toBe('');
	});
});
