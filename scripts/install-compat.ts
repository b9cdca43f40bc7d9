import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { OLDER, type Version } from '../test/compat/versions';
import { ensureInstalled } from './install';

/** Installs n8n's engine in the older of some versions, where it is missing. */
export async function ensureEngines(versions: readonly Version[]): Promise<void> {
	for (const version of versions.filter((one) => OLDER.includes(one))) {
		const { n8n, core, workflow, folder } = version;
		const manifest = {
			private: true,
			dependencies: { 'n8n-core': core, 'n8n-workflow': workflow },
		};
		mkdirSync(folder, { recursive: true });
		writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
		await ensureInstalled(folder, {
			title: `Installing the engine of n8n ${n8n} (half a minute, once)`,
			neededMB: 500,
			command: 'install',
		});
	}
}
