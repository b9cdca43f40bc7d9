import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { RESULTS, ROOT } from '../test/e2e/host/paths';
import { log } from './install';

/** Runs a program with its output in the terminal, and tells whether it succeeded. */
function run(program: string, args: string[], env?: Record<string, string>): boolean {
	const { status } = spawnSync(program, args, {
		cwd: ROOT,
		env: { ...process.env, ...env },
		stdio: 'inherit',
		shell: program === 'npm' && process.platform === 'win32', // npm is a batch file there.
	});
	return status === 0;
}

const SOURCES = 'nodes credentials icons package-lock.json tsconfig.json gulpfile.js'.split(' ');

/** Builds the package into dist when a source is newer: another run may be using the old one. */
export async function build(): Promise<void> {
	// The icons are what a successful build writes last.
	const newer = spawnSync('find', [...SOURCES, '-newer', 'dist/icons'], { cwd: ROOT });
	if (newer.status === 0 && newer.stdout.length === 0) return;
	if (run('npm', ['run', '--silent', 'build'])) return;
	throw new Error('The package does not build: see the messages above.');
}

/** What Jest says of one test. */
export interface TestResult {
	readonly ancestorTitles: readonly string[];
	readonly status: string;
}

interface JestResults {
	readonly numPassedTests: number;
	readonly numFailedTests: number;
	readonly numRuntimeErrorTestSuites: number;
	readonly numPendingTests: number;
	readonly numTodoTests: number;
	readonly testResults: ReadonlyArray<{ readonly assertionResults: readonly TestResult[] }>;
}

/** Runs checks and tests, goes on after a failed one, and adds up what passed and failed. */
export class TaskRunner {
	private passed = 0;

	private failed = 0;

	private readonly report: string[] = [];

	/** Runs a script of package.json. A failed one counts as one failure. */
	script(name: string): boolean {
		log(`\n▶ npm run ${name}`);
		const succeeded = run('npm', ['run', '--silent', name]);
		if (!succeeded) this.failed += 1;
		this.report.push(`  npm run ${name}: ${succeeded ? 'passed' : 'failed'}`);
		return succeeded;
	}

	/** Runs the tests of some of jest's projects, and returns the results of those that ran. */
	jest(projects: string[], args: string[], env?: Record<string, string>): TestResult[] {
		const title = `${projects.join(' and ')} tests`;
		log(`\n▶ ${title}`);
		const file = join(RESULTS, `jest-${projects.join('-')}.json`);
		rmSync(file, { force: true });
		// The paths in `args` come first: after --selectProjects they would be taken for projects.
		const own = ['--json', `--outputFile=${file}`, '--selectProjects', ...projects];
		const jest = require.resolve('jest/bin/jest');
		const succeeded = run(process.execPath, [jest, ...args, ...own], env);
		const results = (
			existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
		) as Partial<JestResults>;
		const { numPassedTests = 0, numFailedTests = 0, numRuntimeErrorTestSuites = 0 } = results;
		const { numPendingTests = 0, numTodoTests = 0, testResults = [] } = results;
		const failed = numFailedTests + numRuntimeErrorTestSuites;
		const skipped = numPendingTests + numTodoTests;
		this.passed += numPassedTests;
		// Jest can fail without a failed test, for example in its global setup.
		this.failed += succeeded ? failed : Math.max(failed, 1);
		this.report.push(`  ${title}: ${numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
		return testResults.flatMap(({ assertionResults }) => assertionResults);
	}

	/** Prints the summary, whose last line is "N passed, N failed", and sets the exit code. */
	summarize(leftOut: string[] = []): void {
		const notes = leftOut.map((what) => `\n!! LEFT OUT: ${what}`);
		const total = `${this.passed} passed, ${this.failed} failed`;
		console.log(['\nSummary', ...this.report, ...notes, '', total].join('\n'));
		if (this.failed > 0 || this.passed === 0) process.exitCode = 1;
	}
}
