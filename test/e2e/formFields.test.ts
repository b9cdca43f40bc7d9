import { fieldLabel } from '../../nodes/Propexo/catalogue/labels';
import { type Pms, PMS_LABELS } from '../../nodes/Propexo/catalogue/pms';
import { RECORDS } from '../../nodes/Propexo/catalogue/records';
import { listParameters } from '../../nodes/Propexo/properties/parameterNames';
import { contract, type Field } from '../sandbox/contract';
import {
	type Browser,
	chooseOption,
	logIn,
	openBrowser,
	openNode,
	openWorkflow,
} from './host/browser';
import { closeNode } from './host/canvas';
import { addTo, type Shown, shownFields } from './host/form';
import { describeInBrowser } from './support/browserTests';
import { choiceLabel, parameterLabel, placeholderOf } from './support/labels';
import { credentialFor } from './support/propexo';
import { takeScreenshot } from './support/screenshots';
import { sharedN8n } from './support/sharedN8n';

const { client, url, owner } = sharedN8n();
let browser: Browser;

const ACTION = 'Propexo Accounting';
const TRIGGER = 'Propexo Accounting Trigger';
const SELECTORS = ['resource', 'operation', 'pms', 'specifyBody'].map(parameterLabel);
const FORMS = [
	{ resource: 'invoice', label: choiceLabel('resource', 'invoice') },
	{ resource: 'residentCharge', label: choiceLabel('resource', 'residentCharge') },
];

describeInBrowser('the form', () => {
	beforeAll(async () => {
		const { id: credentialId, name } = await client.createCredential(
			credentialFor({ url: 'http://127.0.0.1:1' }, 'Propexo account of the forms', 'any'),
		);
		const node = {
			typeVersion: 1,
			parameters: {},
			credentials: { propexoApi: { id: credentialId, name } },
		};
		const { id } = await client.createWorkflow({
			name: 'Forms',
			nodes: [
				{
					...node,
					id: '5f0c1f7e-0002-4a51-9f5e-6a1d5c3e0001',
					name: TRIGGER,
					type: 'n8n-nodes-propexo.propexoAccountingTrigger',
					position: [0, 0],
				},
				{
					...node,
					id: '5f0c1f7e-0002-4a51-9f5e-6a1d5c3e0002',
					name: ACTION,
					type: 'n8n-nodes-propexo.propexoAccounting',
					position: [260, 0],
				},
			],
			connections: { [TRIGGER]: { main: [[{ node: ACTION, type: 'main', index: 0 }]] } },
		});
		browser = await openBrowser();
		await browser.page.setViewportSize({ width: 1280, height: 1600 });
		await logIn(browser.page, url, owner);
		await openWorkflow(browser.page, url, id);
	});
	afterAll(async () => await browser?.close());

	describe.each(FORMS)('of Create $label', ({ resource, label }) => {
		beforeAll(async () => {
			await openNode(browser.page, ACTION);
			await chooseOption(browser.page, 'resource', label);
			await chooseOption(browser.page, 'operation', choiceLabel('operation', 'create'));
		});
		afterAll(async () => await closeNode(browser.page));

		test.each(writesOf(resource))(
			'shows the fields of $pms and no others',
			async ({ pms, fields }) => {
				await chooseOption(browser.page, 'pms', PMS_LABELS[pms as Pms]);
				const topLevel = fields.filter(
					({ name, required, type }) => (required || type === 'array') && name !== 'attachments',
				);
				const rows = topLevel
					.filter(({ type }) => type === 'array')
					.flatMap(({ items = [] }) => items);
				const expected = {
					top: [
						...SELECTORS,
						...topLevel.map((field) =>
							field.type === 'array'
								? parameterLabel(listParameters(field.name).input)
								: labelOf(field),
						),
					].sort(),
					rows: rows.map(labelOf).sort(),
				};
				expect(await waitForLabels(expected)).toEqual(expected);
			},
		);
	});

	describe('of the trigger', () => {
		beforeAll(async () => {
			await browser.page.setViewportSize({ width: 1280, height: 720 });
			await openNode(browser.page, TRIGGER);
		});

		test('shows what to watch, with filters and options', async () => {
			const { page } = browser;
			const fields = await shownFields(page);
			expect(fields.map(({ path }) => path)).toEqual(
				expect.arrayContaining(['watch', 'triggerOn']),
			);
			expect(fields.map(({ label }) => label)).toEqual(
				expect.arrayContaining(['watch', 'triggerOn'].map(parameterLabel)),
			);
			expect(fields.map(({ path }) => path)).not.toContain('jobIds');
			await takeScreenshot(page, 'trigger');
			await addTo(page, placeholderOf('filters'), RECORDS.integration.label);
			await addTo(page, placeholderOf('options'), parameterLabel('lookBack'));
			expect(await shownFields(page)).toEqual(
				expect.arrayContaining([
					{ path: 'filters.integrationId', label: RECORDS.integration.label },
					{ path: 'options.lookBack', label: parameterLabel('lookBack') },
				]),
			);
		});

		test('shows the job IDs and no filters for Specific Write Jobs', async () => {
			const { page } = browser;
			await chooseOption(page, 'watch', choiceLabel('watch', 'jobIds'));
			await page.locator('[data-test-id="parameter-input-jobIds"]').waitFor();
			const fields = await shownFields(page);
			expect(fields).toEqual(
				expect.arrayContaining([{ path: 'jobIds', label: parameterLabel('jobIds') }]),
			);
			expect(fields.filter(({ path }) => /^(filters|options)\./.test(path))).toEqual([]);
		});
	});
});

function writesOf(resource: string) {
	return contract.writes.filter(
		(write) => write.resource === resource && write.operation === 'create',
	);
}

function labelOf({ name }: Pick<Field, 'name'>): string {
	return fieldLabel(name);
}

function labels(fields: Shown[]) {
	const isRow = ({ path }: Shown) => path.includes('.values[');
	return {
		top: fields
			.filter((field) => !isRow(field))
			.map(({ label }) => label)
			.sort(),
		rows: fields
			.filter(isRow)
			.map(({ label }) => label)
			.sort(),
	};
}

/** The shown labels, as soon as they are the expected ones or after two seconds. */
async function waitForLabels(expected: ReturnType<typeof labels>) {
	const deadline = Date.now() + 2_000;
	for (;;) {
		const shown = labels(await shownFields(browser.page));
		if (JSON.stringify(shown) === JSON.stringify(expected) || Date.now() > deadline) return shown;
		await browser.page.waitForTimeout(100);
	}
}
