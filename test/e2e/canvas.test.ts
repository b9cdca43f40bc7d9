import { logIn, openBrowser, openWorkflow, type Browser } from './host/browser';
import { runsBrowserTests } from './host/machine';
import { takePicture } from './support/pictures';
import { sharedN8n } from './support/shared';

const { client, url, owner } = sharedN8n();
let browser: Browser;
let workflowId: string;

const withBrowser = runsBrowserTests() ? describe : describe.skip;

const TRIGGER = 'Propexo Accounting Trigger';
const ACTION = 'Propexo Accounting';

withBrowser('on the canvas', () => {
	beforeAll(async () => {
		const node = { typeVersion: 1 };
		const { id } = await client.createWorkflow({
			name: 'Look into refused bills',
			nodes: [
				{ ...node, id: '5f0c1f7e-0003-4a51-9f5e-6a1d5c3e0001', name: TRIGGER, type: 'n8n-nodes-propexo.propexoAccountingTrigger', position: [0, 0], parameters: {} },
				{
					...node,
					id: '5f0c1f7e-0003-4a51-9f5e-6a1d5c3e0002',
					name: ACTION,
					type: 'n8n-nodes-propexo.propexoAccounting',
					position: [260, 0],
					parameters: { resource: 'invoice', operation: 'create', pms: 'buildium' },
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
	] as const)('both nodes have the icon for the $theme theme, and say what they do', async ({ theme, icon }) => {
		const { page } = browser;
		await page.emulateMedia({ colorScheme: theme });
		await openWorkflow(page, url, workflowId);
		const icons = page.locator('[data-test-id="canvas-node"] img');
		await icons.nth(1).waitFor();
		const sources = await icons.evaluateAll((all) => all.map((one) => one.getAttribute('src') ?? ''));
		expect(sources).toEqual([expect.stringMatching(`/${icon}$`), expect.stringMatching(`/${icon}$`)]);
		await page.locator(`[data-test-id="canvas-node"][data-node-name="${ACTION}"]`).getByText('create: invoice').waitFor();
		await takePicture(page, `canvas-${theme}`);
	});
});
