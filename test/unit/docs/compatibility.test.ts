import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROMISES } from '../../compat/promises';
import { VERSIONS } from '../../compat/versions';

/** The rows of the README that begin with a cell, without the alignment of the columns. */
const rows = readFileSync(join(__dirname, '../../../README.md'), 'utf8')
	.split('\n')
	.filter((row) => row.startsWith('|'))
	.map((row) => row.split('|').map((cell) => cell.trim()));

const rowOf = (first: string): string[] | undefined => rows.find(([, cell]) => cell === first);

it('the README has a column for each tested version and a row for each promise', () => {
	expect(rowOf('n8n')?.slice(2, -1)).toEqual(VERSIONS.map(({ n8n }) => n8n));
	for (const promise of Object.values(PROMISES))
		expect([promise, rowOf(promise)?.slice(2, -1)]).toEqual([
			promise,
			VERSIONS.map(() => expect.stringMatching(/^(✓|no)$/) as string),
		]);
});
