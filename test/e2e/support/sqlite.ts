import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hostNode } from '../host/paths';

const exec = promisify(execFile);

const SCRIPT = `
	const { DatabaseSync } = require('node:sqlite');
	const database = new DatabaseSync(process.argv[1], { timeout: 10000 });
	process.stdout.write(JSON.stringify(database.prepare(process.argv[2]).all()));
	database.close();
`;

/**
 * Runs a statement in the database of an n8n, by the Node that runs n8n, which brings SQLite along.
 *
 * @param userFolder n8n's
 * @param sql the statement
 * @returns its rows
 */
export async function inSqlite(userFolder: string, sql: string): Promise<Array<Record<string, unknown>>> {
	const { stdout } = await exec(hostNode(), ['-e', SCRIPT, join(userFolder, '.n8n', 'database.sqlite'), sql]);
	return JSON.parse(stdout) as Array<Record<string, unknown>>;
}
