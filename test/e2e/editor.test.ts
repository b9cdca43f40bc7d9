import { PMS_LABELS } from '../../nodes/Propexo/catalogue/pms';
import {
	type Browser,
	chooseOption,
	logIn,
	openBrowser,
	openNode,
	openWorkflow,
	searchAndChoose,
	shownParameters,
	waitForParameters,
} from './host/browser';
import { describeInBrowser } from './support/browserTests';
import { choiceLabel } from './support/labels';
import { startPropexo, type TestPropexo } from './support/propexo';
import { takeScreenshot } from './support/screenshots';
import { sharedN8n } from './support/sharedN8n';

const { client, url, owner } = sharedN8n();
let propexo: TestPropexo;
let browser: Browser;

describeInBrowser('a user with the editor open', () => {
	beforeAll(async () => {
		propexo = await startPropexo(client, 'Propexo account');
		const { id } = await client.createWorkflow({
			name: 'A bill',
			nodes: [
				{
					id: '5f0c1f7e-0001-4a51-9f5e-6a1d5c3e0001',
					name: 'Create Invoice',
					type: 'n8n-nodes-propexo.propexoAccounting',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
					credentials: { propexoApi: { id: propexo.credential.id, name: propexo.credential.name } },
				},
			],
			connections: {},
		});
		browser = await openBrowser();
		// Tall enough for a whole form.
		await browser.page.setViewportSize({ width: 1280, height: 1600 });
		await logIn(browser.page, url, owner);
		await openWorkflow(browser.page, url, id);
		await openNode(browser.page, 'Create Invoice');
	});
	afterAll(async () => {
		await browser?.close();
		await propexo?.sandbox.close();
	});

	test('sees what Buildium needs for an invoice', async () => {
		const { page } = browser;
		await chooseOption(page, 'resource', choiceLabel('resource', 'invoice'));
		await chooseOption(page, 'operation', choiceLabel('operation', 'create'));
		await chooseOption(page, 'pms', PMS_LABELS.buildium);
		await waitForParameters(page, ['integrationId', 'vendorId', 'invoiceDate', 'dueDate']);
		await waitForParameters(page, ['financialAccountId', 'propertyId', 'totalAmountInCents']);
		const shown = await shownParameters(page);
		expect(shown).not.toContain('memo');
		expect(shown).not.toContain('quantityOrdered');
		await takeScreenshot(page, 'create-invoice-buildium');
	});

	test('sees other required fields and other lines for ResMan', async () => {
		const { page } = browser;
		await chooseOption(page, 'pms', PMS_LABELS.resman);
		await waitForParameters(page, [
			'integrationId',
			'propertyId',
			'vendorId',
			'invoiceNumber',
			'notes',
			'memo',
			'totalAmountInCents',
		]);
		await waitForParameters(page, ['financialAccountId', 'quantityOrdered', 'unitPriceInCents']);
		const shown = await shownParameters(page);
		expect(shown).not.toContain('unitId');
		await takeScreenshot(page, 'create-invoice-resman');
	});

	test('finds a vendor in the picker by part of its name', async () => {
		const { page } = browser;
		await searchAndChoose(page, 'integrationId', 'Harborview Property Group (RESMAN)');
		const offered = await searchAndChoose(page, 'vendorId', 'Landscaping');
		expect(offered).toEqual([expect.stringContaining('Cascade Landscaping')]);
	});
});
