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
 * Runs a statement in the database of an n8n, with the Node that runs n8n, which has SQLite built in.
 * @returns its rows
 */
export async function querySqlite(
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

/** Makes n8n fail to save executions, as if it were killed each time before it could. */
export async function blockExecutions(userFolder: string): Promise<void> {
	await querySqlite(
		userFolder,
		"CREATE TRIGGER no_executions BEFORE INSERT ON execution_entity BEGIN SELECT RAISE(ABORT, 'about to be killed'); END",
	);
}

/** Undoes {@link blockExecutions}. */
export async function allowExecutions(userFolder: string): Promise<void> {
	await querySqlite(userFolder, 'DROP TRIGGER no_executions');
}
