import type { Page } from 'playwright-core';

/** Opens the editor with an empty workflow that is saved by the first change. */
export async function openNewWorkflow(page: Page, url: string): Promise<void> {
	await page.goto(`${url}/workflow/new`);
	await page.locator('[data-test-id="canvas-add-button"]').waitFor();
}

/** Chooses an entry of the nodes panel by its whole name. */
async function chooseEntry(page: Page, name: string): Promise<void> {
	await page.locator(`[data-test-id="node-creator-item-name"]:text-is("${name}")`).first().click();
}

/** Adds the first node of a workflow from the nodes panel. */
export async function addFirstNode(page: Page, name: string): Promise<void> {
	await page.locator('[data-test-id="canvas-add-button"]').first().click();
	await page.locator('[data-test-id="node-creator-search-bar"]').fill(name);
	await chooseEntry(page, name);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
}

/** Adds a node behind the one that was added last, by one of its actions. Its panel opens. */
export async function addNode(page: Page, name: string, action: string): Promise<void> {
	await page.locator('[data-test-id="node-creator-plus-button"]').click();
	await page.locator('[data-test-id="node-creator-search-bar"]').fill(name);
	await chooseEntry(page, name);
	await chooseEntry(page, action);
	await page.locator('[data-test-id="node-parameters"]').waitFor();
}

/** Closes the panel of the open node. */
export async function closeNode(page: Page): Promise<void> {
	await page.locator('[data-test-id="ndv-close-button"]').click();
	await page.locator('[data-test-id="ndv"]').waitFor({ state: 'hidden' });
}
