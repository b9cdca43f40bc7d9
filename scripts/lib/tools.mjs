import { join } from 'node:path';

import { run } from './command.mjs';
import { ROOT } from './paths.mjs';

/** @type {Record<'eslint' | 'tsc' | 'gulp' | 'jest' | 'tsx', string>} */
const PROGRAMS = {
	eslint: 'eslint/bin/eslint.js',
	tsc: 'typescript/bin/tsc',
	gulp: 'gulp/bin/gulp.js',
	jest: 'jest/bin/jest.js',
	tsx: 'tsx/dist/cli.mjs',
};

/**
 * Runs one of the project's tools in the root folder, without npx and without a shell.
 *
 * @param {keyof typeof PROGRAMS} name
 * @param {string[]} args
 * @param {object} [options]
 * @param {boolean} [options.quiet] its output goes to stderr
 * @param {NodeJS.ProcessEnv} [options.env] more environment
 * @returns {Promise<number>} its exit code
 */
export async function tool(name, args, { quiet, env } = {}) {
	const script = join(ROOT, 'node_modules', PROGRAMS[name]);
	return await run(process.execPath, [script, ...args], {
		cwd: ROOT,
		quiet,
		env: { ...process.env, ...env },
	});
}
