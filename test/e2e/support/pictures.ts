import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Page } from 'playwright-core';

import { RESULTS, ROOT } from '../host/paths';

/**
 * Takes a picture of the page. Those in docs/ are committed and only rewritten on request
 * (UPDATE_PICTURES=1), because no two runs give the same bytes.
 */
export async function takePicture(page: Page, name: string): Promise<void> {
	const folder = process.env.UPDATE_PICTURES ? join(ROOT, 'docs') : join(RESULTS, 'pictures');
	const path = join(folder, `${name}.png`);
	await mkdir(dirname(path), { recursive: true });
	// Away from fields, which show buttons under the pointer.
	await page.mouse.move(2, 2);
	// Let panels finish sliding in.
	await sleep(500);
	await page.screenshot({ path });
}
