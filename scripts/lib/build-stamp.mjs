import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { ROOT } from './paths.mjs';

// Not in dist: everything in there is shipped.
const STAMP = join(ROOT, 'node_modules', '.cache', 'n8n-nodes-propexo', 'build');
const SOURCES = [
	'nodes',
	'credentials',
	'icons',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
	'gulpfile.js',
];

/**
 * Whether dist is the result of the sources as they are now.
 *
 * @returns {Promise<boolean>}
 */
export async function isBuilt() {
	const stamp = await readFile(STAMP, 'utf8').catch(() => '');
	return stamp !== '' && stamp === (await fingerprint());
}

/** Notes that dist fits the sources. To be called when the build is finished. */
export async function rememberBuild() {
	await mkdir(dirname(STAMP), { recursive: true });
	await writeFile(STAMP, await fingerprint());
}

/** Forgets the last build, so that one that breaks off is not taken for whole. */
export async function forgetBuild() {
	await rm(STAMP, { force: true });
}

/**
 * A hash over the content of every source, and over names, sizes and times in dist: a
 * dist that somebody changed by hand is built anew.
 */
async function fingerprint() {
	const hash = createHash('sha256');
	for (const source of SOURCES) {
		for (const file of await filesIn(join(ROOT, source))) {
			hash.update(file).update(await readFile(file));
		}
	}
	for (const file of await filesIn(join(ROOT, 'dist'))) {
		const { size, mtimeMs } = await stat(file);
		hash.update(`${file} ${size} ${mtimeMs}`);
	}
	return hash.digest('hex');
}

/**
 * @param {string} path a file or folder, there or not
 * @returns {Promise<string[]>} the files, in a steady order
 */
async function filesIn(path) {
	const found = await stat(path).catch(() => undefined);
	if (!found) return [];
	if (found.isFile()) return [path];
	const entries = await readdir(path, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}
