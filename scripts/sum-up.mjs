import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { RESULTS } from './lib/paths.mjs';

// Adds up what `npm test` and `npm run test:e2e` have left in test-results, in one line.
// A run that has left nothing has broken off, which is a failure too.
let passed = 0;
let failed = 0;
for (const file of ['summary.json', 'summary-e2e.json']) {
	try {
		/** @type {{ passed: number, failed: number }} */
		const summary = JSON.parse(await readFile(join(RESULTS, file), 'utf8'));
		passed += summary.passed;
		failed += summary.failed;
	} catch {
		failed += 1;
	}
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
if (failed > 0 || passed === 0) process.exitCode = 1;
