import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { PACKAGE } from './host/package';
import { type IsolatedN8n, startIsolatedN8n } from './support/isolatedN8n';

/** The part of zod's package.json that decides what can be loaded; `zod/v3` came with 3.25. */
const ZOD_WITHOUT_V3 = {
	name: 'zod',
	version: '3.22.4',
	main: './lib/index.js',
	exports: { '.': './lib/index.js', './package.json': './package.json' },
};

/** Installs a zod beside the package, as npm does when another community package needs that version. */
async function installOldZod(userFolder: string): Promise<void> {
	const folder = join(userFolder, '.n8n', 'nodes', 'node_modules', 'zod');
	await mkdir(join(folder, 'lib'), { recursive: true });
	await writeFile(join(folder, 'package.json'), JSON.stringify(ZOD_WITHOUT_V3));
	await writeFile(join(folder, 'lib', 'index.js'), 'exports.z = {};');
}

let n8n: IsolatedN8n;

beforeAll(async () => {
	n8n = await startIsolatedN8n('zod', {}, installOldZod);
});
afterAll(async () => await n8n?.remove());

test('an old zod beside the package → n8n loads both nodes and the credential', async () => {
	const types = await n8n.client.loadedTypes();
	expect(types.filter((name) => /propexo/i.test(name)).sort()).toEqual([
		`${PACKAGE}.propexoAccounting`,
		`${PACKAGE}.propexoAccountingTool`,
		`${PACKAGE}.propexoAccountingTrigger`,
		'propexoApi',
	]);
});
