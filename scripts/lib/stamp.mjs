import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const STAMP = join('node_modules', '.install-stamp');
const MACHINE = `${process.platform}-${process.arch}`;

/**
 * Whether a folder's node_modules is the whole result of its package-lock.json, made on
 * this kind of machine. A finished install leaves a stamp. One made by hand (`npm install`)
 * leaves none, or an older one, and is believed when npm's own record, which npm writes
 * last, names every package in the version of the lock file.
 *
 * @param {string} folder
 * @returns {Promise<boolean>}
 */
export async function isInstalled(folder) {
	const lock = await readFile(join(folder, 'package-lock.json'), 'utf8');
	const stamp = await readFile(join(folder, STAMP), 'utf8').catch(() => '');
	if (stamp === stampFor(lock)) return true;
	// Packages with binaries that were installed for another kind of machine.
	if (stamp && !stamp.endsWith(` ${MACHINE}\n`)) return false;
	const record = await readFile(join(folder, 'node_modules', '.package-lock.json'), 'utf8').catch(
		() => '',
	);
	if (!record || !agrees(lock, record)) return false;
	await writeStamp(folder);
	return true;
}

/**
 * Marks a folder's install as finished. To be called last.
 *
 * @param {string} folder
 */
export async function writeStamp(folder) {
	const lock = await readFile(join(folder, 'package-lock.json'), 'utf8');
	await writeFile(join(folder, STAMP), stampFor(lock));
}

/**
 * Takes the mark off before the packages are touched, so that an interrupted install
 * is repaired by the next start.
 *
 * @param {string} folder
 */
export async function removeStamp(folder) {
	await rm(join(folder, STAMP), { force: true });
	await rm(join(folder, 'node_modules', '.package-lock.json'), { force: true });
}

/** @param {string} lock */
function stampFor(lock) {
	const hash = createHash('sha256').update(lock).digest('hex');
	return `${hash} ${MACHINE}\n`;
}

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockedPackage
 * @param {string} lock
 * @param {string} record
 */
function agrees(lock, record) {
	try {
		/** @type {Record<string, LockedPackage>} */
		const wanted = JSON.parse(lock).packages;
		/** @type {Record<string, LockedPackage>} */
		const found = JSON.parse(record).packages;
		return Object.entries(wanted).every(([path, entry]) => {
			if (path === '') return true;
			// Packages for other platforms and peers that were not asked for are left out by npm.
			if (!found[path]) return Boolean(entry.optional || entry.devOptional || entry.peer);
			return found[path].version === entry.version;
		});
	} catch {
		return false;
	}
}
