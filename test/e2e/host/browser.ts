import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type BrowserContext, chromium, type Page } from 'playwright-core';

import type { Owner } from './environment';
import { chromiumPath } from './machine';

const FLAGS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** A browser with one page, and a fresh profile that goes with it. */
export interface Browser {
	page: Page;
	close(): Promise<void>;
}

/**
 * Opens Chromium.
 *
 * @throws Error when it is not installed, telling how to get it
 */
export async function openBrowser(): Promise<Browser> {
	const executablePath = chromiumPath();
	if (!executablePath) {
		throw new Error(
			'Chromium was not found. Install it (Debian: apt-get install chromium) or name it in CHROMIUM_PATH.',
		);
	}
	const profile = await mkdtemp(join(tmpdir(), 'propexo-chromium-'));
	const context: BrowserContext = await chromium.launchPersistentContext(profile, {
		executablePath,
		args: FLAGS,
		viewport: { width: 1440, height: 1000 },
		locale: 'en-US',
		timezoneId: 'UTC',
	});
	return {
		page: context.pages()[0] ?? (await context.newPage()),
		close: async () => {
			await context.close();
			await rm(profile, { recursive: true, force: true });
		},
	};
}

/** Logs in to n8n's editor and waits until it has let us in. */
export async function logIn(page: Page, url: string, owner: Owner): Promise<void> {
	await page.goto(`${url}/signin`);
	await page.fill('input[name=emailOrLdapLoginId]', owner.email);
	await page.fill('input[type=password]', owner.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL((address) => !address.pathname.startsWith('/signin'));
}

/** Opens a workflow in the editor and waits until its nodes are drawn. */
export async function openWorkflow(page: Page, url: string, workflowId: string): Promise<void> {
	await page.goto(`${url}/workflow/${workflowId}`);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
}

/** Opens a node's panel. */
export async function openNode(page: Page, name: string): Promise<void> {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
	await page.locator('[data-test-id="node-parameters"]').waitFor();
}

/** Chooses an option of a drop-down in the open node's panel. */
export async function chooseOption(page: Page, parameter: string, option: string): Promise<void> {
	await page.locator(`[data-test-id="parameter-input-${parameter}"] input`).first().click();
	await page
		.getByRole('option')
		.filter({ has: page.getByText(option, { exact: true }), visible: true })
		.first()
		.click();
}

/**
 * Searches the list of a picker in the open node's panel and chooses from it.
 * @returns the names that were offered
 */
export async function searchAndChoose(
	page: Page,
	parameter: string,
	search: string,
): Promise<string[]> {
	await page
		.locator(`[data-test-id="parameter-input-${parameter}"] [data-test-id="rlc-input"]`)
		.first()
		.click();
	await page.locator('[data-test-id="rlc-search"]').filter({ visible: true }).fill(search);
	const items = page.locator('[data-test-id="rlc-item"]').filter({ visible: true });
	await items.filter({ hasText: search }).first().waitFor();
	const offered = await items.allInnerTexts();
	await items.filter({ hasText: search }).first().click();
	return offered.map((text) => text.trim());
}

/** Waits until the open node's panel shows all of these parameters: a form is drawn piece by piece. */
export async function waitForParameters(page: Page, names: string[]): Promise<void> {
	for (const name of names) {
		await page
			.locator(`[data-test-id="parameter-input-${name}"]`)
			.filter({ visible: true })
			.first()
			.waitFor();
	}
}

/** The names of the parameters that the open node's panel shows, from top to bottom, rows of lists included. */
export async function shownParameters(page: Page): Promise<string[]> {
	const ids = await page
		.locator('[data-test-id="node-parameters"] [data-test-id^="parameter-input-"]')
		.filter({ visible: true })
		.evaluateAll((elements) =>
			elements.map((element) => element.getAttribute('data-test-id') ?? ''),
		);
	return ids.map((id) => id.replace('parameter-input-', '')).filter((name) => name !== 'field');
}
