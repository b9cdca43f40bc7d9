import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROMISES } from '../test/compat/promises';
import { projectName, type Version, VERSIONS } from '../test/compat/versions';
import { RESULTS } from '../test/e2e/host/paths';
import { withLock } from './install';
import { ensureEngines } from './install-compat';
import { build, TaskRunner, type TestResult } from './task-runner';

/**
 * npm run test:compat [-- arguments for jest]: the tests of test/compat on each version of n8n.
 * N8N_VERSION=2.20.0 runs those of one.
 */
export default async function testCompat(args: string[]): Promise<void> {
	const versions = chosenVersions(process.env.N8N_VERSION);
	await withLock(async () => {
		await ensureEngines(versions);
		await build();
	});
	const tasks = new TaskRunner();
	runCompat(tasks, versions, args);
	tasks.summarize();
}

function chosenVersions(chosen: string | undefined): readonly Version[] {
	if (!chosen) return VERSIONS;
	const versions = VERSIONS.filter(({ n8n }) => n8n === chosen);
	if (versions.length) return versions;
	const known = VERSIONS.map(({ n8n }) => n8n).join(', ');
	throw new Error(`N8N_VERSION has to be one of ${known}, and is ${chosen}.`);
}

/**
 * Runs the tests of test/compat on each version. If all of them ran, the table for the README is
 * in test-results/compatibility.md afterwards.
 */
export function runCompat(
	tasks: TaskRunner,
	versions: readonly Version[],
	args: readonly string[] = [],
): void {
	const results = versions.map((version) =>
		tasks.jest([projectName(version)], [...args, '--passWithNoTests']),
	);
	if (args.length > 0) return;
	writeFileSync(join(RESULTS, 'compatibility.md'), compatibilityTable(versions, results));
}

/** A Markdown table: a row for each promise, a column for each version. */
function compatibilityTable(
	versions: readonly Version[],
	results: ReadonlyArray<readonly TestResult[]>,
): string {
	const cell = (tests: readonly TestResult[], promise: string): string => {
		const own = tests.filter(({ ancestorTitles }) => ancestorTitles.includes(promise));
		return own.length && own.every(({ status }) => status === 'passed') ? '✓' : 'no';
	};
	const rows = [
		['n8n', ...versions.map(({ n8n }) => n8n)],
		['---', ...versions.map(() => '---')],
		...Object.values(PROMISES).map((promise) => [
			promise,
			...results.map((tests) => cell(tests, promise)),
		]),
	];
	return rows.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
