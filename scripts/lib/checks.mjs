import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './paths.mjs';
import { tool } from './tools.mjs';

const PROJECTS = ['tsconfig.json', 'test/tsconfig.json', 'scripts/tsconfig.json'];
const LINTED = ['package.json', '*.js', '*.mjs', 'nodes', 'credentials', 'scripts', 'test'];

/**
 * Lints everything a person writes here. The sources that are shipped must also pass
 * the rules of n8n's scan.
 *
 * @returns {Promise<boolean>} whether there was no error
 */
export async function lintSources() {
	// A pattern that fits nothing is no error while a folder is still empty.
	const code = await tool('eslint', [
		'--no-inline-config',
		'--no-error-on-unmatched-pattern',
		...LINTED,
	]);
	return code === 0;
}

/**
 * Lints the built JavaScript by the rules of n8n's scan, as it does with a published package.
 *
 * @returns {Promise<boolean>} whether there was no error, and something to lint
 */
export async function lintShipped() {
	if (!existsSync(join(ROOT, 'dist'))) return false;
	return (await tool('eslint', ['--no-inline-config', 'dist/**/*.js'])) === 0;
}

/**
 * Checks the types of the package, the tests and the scripts.
 *
 * @returns {Promise<boolean>} whether there was no error
 */
export async function typecheck() {
	let good = true;
	for (const project of PROJECTS) {
		if ((await tool('tsc', ['--noEmit', '-p', project])) !== 0) good = false;
	}
	return good;
}
