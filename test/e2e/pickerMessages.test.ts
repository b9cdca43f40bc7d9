import { randomUUID } from 'node:crypto';

import { type Browser, logIn, openBrowser, openNode, openWorkflow } from './host/browser';
import { closeNode } from './host/canvas';
import { pickerMessage } from './host/form';
import { runsBrowserTests } from './host/machine';
import { credentialFor, startPropexo, type TestPropexo } from './support/propexo';
import { sharedN8n } from './support/shared';

const { client, url, owner } = sharedN8n();
let propexo: TestPropexo;
let browser: Browser;

const withBrowser = runsBrowserTests() ? describe : describe.skip;

withBrowser('a picker that has nothing to offer', () => {
	beforeAll(async () => {
		propexo = await startPropexo(client, 'Propexo of the pickers');
		const wrong = await client.createCredential(
			credentialFor(propexo.sandbox, 'Wrong token of the pickers', 'not-the-token-4711'),
		);
		const nobody = await client.createCredential(
			credentialFor({ url: 'http://127.0.0.1:1' }, 'Nobody there', 'any'),
		);
		const { id } = await client.createWorkflow({
			name: 'Pickers',
			nodes: [
				node('Wrong token', wrong, 0),
				node('Nobody', nobody, 1),
				node('Empty', propexo.credential, 2),
			],
			connections: {},
		});
		browser = await openBrowser();
		await browser.page.setViewportSize({ width: 1280, height: 1200 });
		await logIn(browser.page, url, owner);
		await openWorkflow(browser.page, url, id);
	});
	afterAll(async () => {
		await browser?.close();
		await propexo?.sandbox.close();
	});

	test.each([
		{ name: 'Wrong token', says: /did not accept the API token/ },
		{ name: 'Nobody', says: /refused the connection/ },
		{ name: 'Empty', says: /No vendors found for this selection/ },
	])('says why: $name', async ({ name, says }) => {
		const { page } = browser;
		await openNode(page, name);
		const message = await pickerMessage(page, 'vendorId');
		expect(message).toMatch(says);
		expect(message).not.toContain('not-the-token-4711');
		await page.keyboard.press('Escape');
		await closeNode(page);
	});
});

function node(name: string, credential: { id?: string; name: string }, row: number) {
	return {
		id: randomUUID(),
		name,
		type: 'n8n-nodes-propexo.propexoAccounting',
		typeVersion: 1,
		position: [0, row * 200] as [number, number],
		parameters: {
			resource: 'invoice',
			operation: 'create',
			pms: 'buildium',
			// An integration of which the local Propexo holds no records.
			integrationId: { __rl: true, mode: 'id', value: 'intg-unknown' },
		},
		credentials: { propexoApi: { id: credential.id ?? '', name: credential.name } },
	};
}
