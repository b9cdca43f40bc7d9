import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { HOST, ROOT } from './paths.mjs';
import { say } from './progress.mjs';

/**
 * Whether both lock files list every optional package that a locked one asks for, on
 * whatever platform. npm leaves out those that a registry mirror lacks, and `npm ci` then
 * refuses the lock file on every machine, this one included.
 *
 * @returns {Promise<boolean>}
 */
export async function lockFilesAreComplete() {
	let complete = true;
	for (const folder of [ROOT, HOST]) {
		const file = join(folder, 'package-lock.json');
		for (const missing of missingFrom(await readFile(file, 'utf8'))) {
			say(`  ${file} lacks ${missing}. Add an entry with its version, os and cpu.`);
			complete = false;
		}
	}
	return complete;
}

/** @param {string} text */
function missingFrom(text) {
	/** @type {Record<string, { optionalDependencies?: Record<string, string> }>} */
	const packages = JSON.parse(text).packages;
	return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
		Object.entries(optionalDependencies)
			.filter(
				([name]) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
			)
			.map(([name, version]) => `${name} ${version} (for ${path})`),
	);
}
