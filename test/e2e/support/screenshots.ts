import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Page } from 'playwright-core';

import { RESULTS, ROOT } from '../host/paths';

/**
 * Takes a screenshot of the page. Those in docs/ are committed and only rewritten with
 * UPDATE_PICTURES=1, because no two runs produce the same bytes.
 */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
	const folder = process.env.UPDATE_PICTURES ? join(ROOT, 'docs') : join(RESULTS, 'pictures');
	const path = join(folder, `${name}.png`);
	await mkdir(dirname(path), { recursive: true });
	// Away from fields, which show buttons on hover.
	await page.mouse.move(2, 2);
	// Panels slide in.
	await sleep(500);
	await page.screenshot({ path });
}
