import type { Locator, Page } from 'playwright-core';

/** The place of a parameter in the open node's panel. */
export function parameterAt(page: Page, path: string): Locator {
	return page.locator(
		`[data-test-id="node-parameters"] [data-parameter-path="parameters.${path}"]`,
	);
}

/** What the picker of a parameter offers for a part of a name, from top to bottom. The list stays open. */
export async function searchIn(page: Page, path: string, search: string): Promise<string[]> {
	await parameterAt(page, path).locator('[data-test-id="rlc-input"]').click();
	await page.locator('[data-test-id="rlc-search"]').filter({ visible: true }).fill(search);
	const items = page.locator('[data-test-id="rlc-item"]').filter({ visible: true });
	const found = items.filter({ hasText: search });
	await found.first().waitFor();
	// The list of before is shown until the answer is here.
	await items.filter({ hasNotText: search }).first().waitFor({ state: 'detached' });
	return (await items.allInnerTexts()).map((text) => text.trim());
}

/**
 * Picks from a picker's list as a user does: open it, type a part of the name, choose.
 * @returns the names that were offered
 */
export async function pick(page: Page, path: string, search: string): Promise<string[]> {
	const offered = await searchIn(page, path, search);
	await page
		.locator('[data-test-id="rlc-item"]')
		.filter({ visible: true, hasText: search })
		.first()
		.click();
	return offered;
}

/** The sentence that a picker shows instead of a list. The picker stays open. */
export async function pickerMessage(page: Page, path: string): Promise<string> {
	await parameterAt(page, path).locator('[data-test-id="rlc-input"]').click();
	const message = page.locator('[data-test-id="rlc-error-message"]').filter({ visible: true });
	await message.waitFor();
	return (await message.innerText()).trim();
}

/** Types into a parameter and leaves it, upon which the editor keeps what was typed. */
export async function enter(page: Page, path: string, text: string): Promise<void> {
	const input = parameterAt(page, path).locator('input, textarea').first();
	await input.click();
	await input.fill(text);
	await input.press('Tab');
}

/** Types a date, as the date picker writes it, and confirms it. */
export async function enterDate(page: Page, path: string, date: string): Promise<void> {
	const input = parameterAt(page, path).locator('input').first();
	await input.click();
	await input.fill(date);
	await input.press('Enter');
	// The calendar stays open until one leaves the field.
	await input.press('Tab');
}

/** Adds an entry to a collection, such as Options. */
export async function addTo(page: Page, button: string, entry: string): Promise<void> {
	await page
		.locator('[data-test-id="node-parameters"]')
		.getByPlaceholder(button, { exact: true })
		.click();
	await page
		.locator('[data-test-id="collection-parameter-option"]')
		.filter({ has: page.getByText(entry, { exact: true }), visible: true })
		.click();
}

/** Turns on a switch. */
export async function switchOn(page: Page, path: string): Promise<void> {
	await parameterAt(page, path).locator('.el-switch').click();
	await parameterAt(page, path)
		.locator('[role="switch"][aria-checked="true"]')
		.waitFor({ state: 'attached' });
}

/** Chooses the credential in the open node's panel by its name. */
export async function chooseCredential(page: Page, name: string): Promise<void> {
	const select = page.locator('[data-test-id="node-credentials-select"]');
	await select.click();
	await page
		.locator('[data-test-id^="node-credentials-select-item-"]')
		.filter({ visible: true, hasText: name })
		.last()
		.click();
}

/** What is shown as chosen in a drop-down or picker. */
export async function chosenIn(page: Page, path: string): Promise<string> {
	// A picker's first one is the choice between list and ID.
	return await parameterAt(page, path).locator('input').last().inputValue();
}

/** A parameter as the panel shows it. */
export interface Shown {
	path: string;
	/** What a user reads above it. */
	label: string;
}

/** The parameters that the open node's panel shows, from top to bottom, rows of lists included. */
export async function shownFields(page: Page): Promise<Shown[]> {
	const all = await page
		.locator('[data-test-id="node-parameters"] [data-parameter-path]')
		.filter({ visible: true })
		.evaluateAll((elements) =>
			elements.map((element) => ({
				path: element.getAttribute('data-parameter-path') ?? '',
				label:
					element
						.closest('[data-test-id="parameter-item"]')
						?.querySelector('[data-test-id="input-label"] label .n8n-text')
						?.textContent?.trim() ?? '',
			})),
		);
	return all.map(({ path, label }) => ({ path: path.replace(/^parameters\./, ''), label }));
}

/** Executes the node whose panel is open, and gives the table of its output, each row as a user reads it. */
export async function executeStep(page: Page): Promise<string[]> {
	await page.locator('[data-test-id="node-execute-button"]').click();
	const output = page.locator('[data-test-id="output-panel"]');
	await output.locator('[data-test-id="radio-button-table"]').click();
	const rows = output.locator('table tbody tr');
	await rows.first().waitFor();
	return await rows.allInnerTexts();
}

/** Drags the panel of the open node to the left, so that more of its output is seen. */
export async function widenOutput(page: Page): Promise<void> {
	const handle = page.locator('[data-test-id="panel-drag-button"]');
	const place = await handle.boundingBox();
	if (!place) throw new Error('The panel has no handle to drag it by');
	const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
	await page.mouse.move(x, y);
	await page.mouse.down();
	await page.mouse.move(x - 300, y, { steps: 10 });
	await page.mouse.up();
}
