import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { ROOT } from './paths.mjs';
import { say } from './progress.mjs';

/**
 * Lets one process at a time do a piece of work on this checkout: two that install or
 * build at once would destroy each other's result. The second one waits. The lock lies
 * in the temp folder, because the work may empty its own.
 *
 * @template T
 * @param {string} name what is locked
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what the work gives
 */
export async function withLock(name, work) {
	const checkout = createHash('sha256').update(ROOT).digest('hex').slice(0, 12);
	const file = join(tmpdir(), `n8n-nodes-propexo-${checkout}-${name}.lock`);
	let told = false;
	while (!(await take(file))) {
		if (!told) say(`… waiting for another process that is busy with the same step (${name})`);
		told = true;
		await sleep(500);
	}
	try {
		return await work();
	} finally {
		await rm(file, { force: true });
	}
}

/**
 * @param {string} file
 * @returns {Promise<boolean>} whether the lock is ours now
 */
async function take(file) {
	try {
		await writeFile(file, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
	}
	const holder = Number(await readFile(file, 'utf8').catch(() => ''));
	// A holder that was killed leaves its lock behind. An empty file is one being written.
	if (!holder || isAlive(holder)) return false;
	await rm(file, { force: true });
	return await take(file);
}

/** @param {number} pid */
function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}
