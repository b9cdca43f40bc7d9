import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { RESULTS } from './paths.mjs';
import { tool } from './tools.mjs';

/**
 * What a tier of tests came to.
 *
 * @typedef {object} Tier
 * @property {string} name
 * @property {number} passed
 * @property {number} failed tests, and test files that could not be run at all
 * @property {number} skipped
 * @property {number} seconds
 */

/**
 * @typedef {object} JestReport the part of jest's own report that is read here
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {number} numRuntimeErrorTestSuites
 */

/**
 * Runs one jest project of jest.config.js and counts its tests.
 *
 * @param {string} name the project, such as `unit`
 * @param {object} [options]
 * @param {string[]} [options.args] more arguments for jest
 * @param {NodeJS.ProcessEnv} [options.env] more environment
 * @returns {Promise<Tier>}
 */
export async function runTier(name, { args = [], env } = {}) {
	const report = join(RESULTS, `jest-${name}.json`);
	await rm(report, { force: true });
	const started = Date.now();
	const code = await tool(
		'jest',
		['--selectProjects', name, '--json', `--outputFile=${report}`, '--passWithNoTests', ...args],
		{ env },
	);
	const counts = await readReport(report);
	// Jest can fail without a failed test, for example in its global set-up.
	const failed = code === 0 ? counts.failed : Math.max(counts.failed, 1);
	return { name, ...counts, failed, seconds: (Date.now() - started) / 1_000 };
}

/** @param {string} file */
async function readReport(file) {
	try {
		/** @type {JestReport} */
		const report = JSON.parse(await readFile(file, 'utf8'));
		return {
			passed: report.numPassedTests,
			failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
			skipped: report.numPendingTests + report.numTodoTests,
		};
	} catch {
		return { passed: 0, failed: 0, skipped: 0 };
	}
}
