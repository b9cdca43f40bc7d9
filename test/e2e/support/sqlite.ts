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
 * @returns its rows
 */
export async function inSqlite(
	userFolder: string,
	sql: string,
): Promise<Array<Record<string, unknown>>> {
	const { stdout } = await exec(hostNode(), [
		'-e',
		SCRIPT,
		join(userFolder, '.n8n', 'database.sqlite'),
		sql,
	]);
	return JSON.parse(stdout) as Array<Record<string, unknown>>;
}

/**
 * From now on no execution of an n8n can be saved, while everything else can: as if it were to
 * be killed each time between the two.
 */
export async function refuseExecutions(userFolder: string): Promise<void> {
	await inSqlite(
		userFolder,
		"CREATE TRIGGER no_executions BEFORE INSERT ON execution_entity BEGIN SELECT RAISE(ABORT, 'about to be killed'); END",
	);
}

/** Ends what {@link refuseExecutions} began. */
export async function allowExecutions(userFolder: string): Promise<void> {
	await inSqlite(userFolder, 'DROP TRIGGER no_executions');
}
