import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Claims n8n's folder for this process: two n8n on one SQLite file would damage it.
 *
 * @param folder
 * @returns gives the folder back
 * @throws Error when another process that is still alive has it
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
	const file = join(folder, 'running.pid');
	const holder = Number(await readFile(file, 'utf8').catch(() => ''));
	if (holder && holder !== process.pid && isAlive(holder)) {
		throw new Error(
			`npm start is already running here (process ${holder}). Stop it with Ctrl-C in its terminal first.`,
		);
	}
	await writeFile(file, String(process.pid));
	return async () => await rm(file, { force: true });
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
