import { credentialFor, startPropexo, type TestPropexo } from './support/propexo';
import { sharedN8n } from './support/shared';

const { client } = sharedN8n();
let propexo: TestPropexo;

beforeAll(async () => {
	propexo = await startPropexo(client, 'Credential test');
});
afterAll(async () => await propexo.sandbox.close());

describe('the credential dialog', () => {
	test('says that a right token works', async () => {
		expect(await client.testCredential(propexo.credential)).toMatchObject({ status: 'OK' });
		expect(propexo.sandbox.requests.at(-1)).toMatchObject({
			method: 'GET',
			path: '/v1/admin/integrations/?limit=1',
			status: 200,
		});
	});

	test('says that a wrong token was refused, without repeating it', async () => {
		const wrong = credentialFor(propexo.sandbox, 'Wrong token', 'not-the-token-4711');
		const answer = await client.testCredential({ ...wrong, id: '' });
		expect(answer.status).toBe('Error');
		expect(answer.message).toMatch(/token|authori[sz]|401/i);
		expect(answer.message).not.toContain('not-the-token-4711');
	});

	test('says that nobody answers at a wrong address', async () => {
		const wrong = credentialFor(
			{ url: 'http://127.0.0.1:1' },
			'Wrong address',
			propexo.sandbox.token,
		);
		const answer = await client.testCredential({ ...wrong, id: '' });
		expect(answer.status).toBe('Error');
		expect(answer.message).not.toBe('');
	});
});
