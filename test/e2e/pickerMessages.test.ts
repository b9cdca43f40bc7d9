import { randomUUID } from 'node:crypto';

import { RECORDS } from '../../nodes/Propexo/catalogue/records';
import { emptyListText } from '../../nodes/Propexo/methods/listSearch';
import { CONNECTION_MESSAGES, STATUS_MESSAGES } from '../../nodes/Propexo/transport/errorMessages';
import { type Browser, logIn, openBrowser, openNode, openWorkflow } from './host/browser';
import { closeNode } from './host/canvas';
import { pickerMessage } from './host/form';
import { describeInBrowser } from './support/browserTests';
import { credentialFor, startPropexo, type TestPropexo } from './support/propexo';
import { sharedN8n } from './support/sharedN8n';

const { client, url, owner } = sharedN8n();
let propexo: TestPropexo;
let browser: Browser;

describeInBrowser('a picker without records', () => {
	beforeAll(async () => {
		propexo = await startPropexo(client, 'Propexo of the pickers');
		const wrong = await client.createCredential(
			credentialFor(propexo.sandbox, 'Wrong token of the pickers', 'not-the-token-4711'),
		);
		const unreachable = await client.createCredential(
			credentialFor({ url: 'http://127.0.0.1:1' }, 'Unreachable', 'any'),
		);
		const { id } = await client.createWorkflow({
			name: 'Pickers',
			nodes: [
				node('Wrong token', wrong, 0),
				node('Unreachable', unreachable, 1),
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
		{ name: 'Wrong token', message: STATUS_MESSAGES[401]!.message },
		{ name: 'Unreachable', message: CONNECTION_MESSAGES.notSent('ECONNREFUSED').message },
		{ name: 'Empty', message: emptyListText(RECORDS.vendor.plural).message },
	])('shows the reason: $name', async ({ name, message }) => {
		const { page } = browser;
		await openNode(page, name);
		const shown = await pickerMessage(page, 'vendorId');
		expect(shown).toBe(message);
		expect(shown).not.toContain('not-the-token-4711');
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
			// An integration without records in the sandbox.
			integrationId: { __rl: true, mode: 'id', value: 'intg-unknown' },
		},
		credentials: { propexoApi: { id: credential.id ?? '', name: credential.name } },
	};
}
