import { PMS_LABELS } from '../../nodes/Propexo/catalogue/pms';
import { type Browser, chooseOption, logIn, openBrowser } from './host/browser';
import { addFirstNode, addNode, openNewWorkflow } from './host/canvas';
import {
	addTo,
	chooseCredential,
	chosenIn,
	enter,
	enterDate,
	executeStep,
	pick,
	searchIn,
	switchOn,
	widenOutput,
} from './host/form';
import { describeInBrowser } from './support/browserTests';
import { actionLabel, choiceLabel, parameterLabel, placeholderOf } from './support/labels';
import { startPropexo, type TestPropexo } from './support/propexo';
import { takeScreenshot } from './support/screenshots';
import { sharedN8n } from './support/sharedN8n';

const { client, url, owner } = sharedN8n();
let propexo: TestPropexo;
let browser: Browser;

// One user, step by step: each test continues where the one before ended.
describeInBrowser('a user who builds a bill by clicking', () => {
	beforeAll(async () => {
		propexo = await startPropexo(client, 'Propexo account of the bills');
		browser = await openBrowser();
		await browser.page.setViewportSize({ width: 1280, height: 1000 });
		await logIn(browser.page, url, owner);
	});
	afterAll(async () => {
		await browser?.close();
		await propexo?.sandbox.close();
	});

	test('finds the node and its action in the nodes panel', async () => {
		const { page } = browser;
		await openNewWorkflow(page, url);
		await addFirstNode(page, 'Manual Trigger');
		await addNode(page, 'Propexo Accounting', actionLabel('invoice', 'create'));
		expect(await chosenIn(page, 'resource')).toBe(choiceLabel('resource', 'invoice'));
		expect(await chosenIn(page, 'operation')).toBe(choiceLabel('operation', 'create'));
		expect(await chosenIn(page, 'pms')).toBe('');
		await chooseCredential(page, propexo.credential.name);
	});

	test('is offered only records of the PMS and the integration', async () => {
		const { page } = browser;
		await chooseOption(page, 'pms', PMS_LABELS.buildium);
		const integrations = await pick(page, 'integrationId', 'Harborview');
		expect(integrations).toEqual([expect.stringMatching(/buildium/i)]);
		const vendors = await searchIn(page, 'vendorId', 'ing');
		await takeScreenshot(page, 'picker');
		expect(vendors.map((name) => name.split(' · ')[0])).toEqual([
			'Ace Plumbing & Drain',
			'Cascade Landscaping',
			'First Choice Cleaning',
		]);
		await page.keyboard.press('Escape');
		await pick(page, 'vendorId', 'Plumb');
		expect(await chosenIn(page, 'vendorId')).toContain('Ace Plumbing & Drain');
	});

	test('enters dates and two lines, with account and property from their lists', async () => {
		const { page } = browser;
		await enterDate(page, 'invoiceDate', '2026-11-02 00:00:00');
		await enterDate(page, 'dueDate', '2026-12-02 00:00:00');
		await pick(page, 'invoiceItems.values[0].financialAccountId', 'Repairs');
		await pick(page, 'invoiceItems.values[0].propertyId', 'Maple');
		await enter(page, 'invoiceItems.values[0].totalAmountInCents', '150000');
		await page.getByRole('button', { name: placeholderOf('invoiceItems') }).click();
		await pick(page, 'invoiceItems.values[1].financialAccountId', 'Appliances');
		await pick(page, 'invoiceItems.values[1].propertyId', 'Oak');
		await enter(page, 'invoiceItems.values[1].totalAmountInCents', '48050');
		await addTo(page, placeholderOf('options'), parameterLabel('waitForCompletion'));
		await switchOn(page, 'options.waitForCompletion');
	});

	test('executes the step and sees the outcome', async () => {
		const { page } = browser;
		const rows = await executeStep(page);
		await widenOutput(page);
		await takeScreenshot(page, 'outcome');
		expect(rows).toEqual([expect.stringContaining('SUCCESS')]);
		expect(rows).toEqual([expect.stringContaining(String(propexo.sandbox.jobs[0]?.id))]);
	});

	test('has written exactly that bill, with the IDs of the chosen names', () => {
		expect(
			propexo.sandbox.ledger.map(({ method, path, body }) => ({ method, path, body })),
		).toEqual([
			{
				method: 'POST',
				path: '/v1/invoices/buildium/',
				body: {
					integration_id: 'intg-buildium-1',
					vendor_id: 'vend-buildium-1-1',
					invoice_date: expect.stringMatching(/^2026-11-02/),
					due_date: expect.stringMatching(/^2026-12-02/),
					invoice_items: [
						{
							financial_account_id: 'acct-buildium-1-6110',
							property_id: 'prop-buildium-1-1',
							total_amount_in_cents: 150_000,
						},
						{
							financial_account_id: 'acct-buildium-1-6120',
							property_id: 'prop-buildium-1-3',
							total_amount_in_cents: 48_050,
						},
					],
				},
			},
		]);
	});
});
