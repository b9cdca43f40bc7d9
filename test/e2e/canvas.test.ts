import type { Page } from 'playwright-core';

import { PMS_LABELS } from '../../nodes/Propexo/catalogue/pms';
import { type Browser, logIn, openBrowser, openWorkflow } from './host/browser';
import { describeInBrowser } from './support/browserTests';
import { actionLabel } from './support/labels';
import { credentialFor } from './support/propexo';
import { takeScreenshot } from './support/screenshots';
import { sharedN8n } from './support/sharedN8n';

const { client, url, owner } = sharedN8n();
let browser: Browser;
let workflowId: string;

const TRIGGER = 'Propexo Accounting Trigger';
const ACTION = 'Propexo Accounting';

describeInBrowser('on the canvas', () => {
	beforeAll(async () => {
		const { id: credentialId, name } = await client.createCredential(
			credentialFor({ url: 'http://127.0.0.1:1' }, 'Propexo account of the canvas', 'any'),
		);
		const node = { typeVersion: 1, credentials: { propexoApi: { id: credentialId, name } } };
		const { id } = await client.createWorkflow({
			name: 'Follow writes',
			nodes: [
				{
					...node,
					id: '5f0c1f7e-0003-4a51-9f5e-6a1d5c3e0001',
					name: TRIGGER,
					type: 'n8n-nodes-propexo.propexoAccountingTrigger',
					position: [0, 0],
					parameters: {},
				},
				{
					...node,
					id: '5f0c1f7e-0003-4a51-9f5e-6a1d5c3e0002',
					name: ACTION,
					type: 'n8n-nodes-propexo.propexoAccounting',
					position: [260, 0],
					// With a body, so that n8n reports no missing parameter.
					parameters: {
						resource: 'invoice',
						operation: 'create',
						pms: 'buildium',
						specifyBody: 'json',
						bodyJson: '{}',
					},
				},
			],
			connections: { [TRIGGER]: { main: [[{ node: ACTION, type: 'main', index: 0 }]] } },
		});
		workflowId = id;
		browser = await openBrowser();
		await browser.page.setViewportSize({ width: 960, height: 540 });
		await logIn(browser.page, url, owner);
	});
	afterAll(async () => await browser?.close());

	test.each([
		{ theme: 'light', icon: 'propexo.svg' },
		{ theme: 'dark', icon: 'propexo.dark.svg' },
	] as const)(
		'both nodes have the icon of the $theme theme and a subtitle',
		async ({ theme, icon }) => {
			const { page } = browser;
			await page.emulateMedia({ colorScheme: theme });
			await openWorkflow(page, url, workflowId);
			const icons = page.locator('[data-test-id="canvas-node"] img');
			await icons.nth(1).waitFor();
			const sources = await icons.evaluateAll((all) =>
				all.map((one) => one.getAttribute('src') ?? ''),
			);
			expect(sources).toEqual([
				expect.stringMatching(`/${icon}$`),
				expect.stringMatching(`/${icon}$`),
			]);
			await nodeOnCanvas(page, ACTION)
				.getByText(`${actionLabel('invoice', 'create')} · ${PMS_LABELS.buildium}`)
				.waitFor();
			await nodeOnCanvas(page, TRIGGER).getByText('success, partial, failure').waitFor();
			expect(
				await page.locator('[data-test-id="canvas-node"] [data-test-id="node-issues"]').count(),
			).toBe(0);
			await takeScreenshot(page, `canvas-${theme}`);
		},
	);
});

function nodeOnCanvas(page: Page, name: string) {
	return page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
}
