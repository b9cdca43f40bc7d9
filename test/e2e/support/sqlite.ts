import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hostNode } from '../host/paths';

const exec = promisify(execFile);

const SCRIPT = `
	const { DatabaseSync } = require('node:sqlite');
	const database = new DatabaseSync(process.argv[1], { timeout: 10000 });
	database.exec(process.argv[2]);
	database.close();
`;

/**
 * Runs SQL in the database of an n8n, by the Node that runs n8n, which brings SQLite along.
 *
 * @param userFolder n8n's
 * @param sql one or more statements
 */
export async function inSqlite(userFolder: string, sql: string): Promise<void> {
	await exec(hostNode(), ['-e', SCRIPT, join(userFolder, '.n8n', 'database.sqlite'), sql]);
}
