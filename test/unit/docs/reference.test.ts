import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { reference } from '../../../scripts/reference';

it('docs/reference.md is what the catalogue says (npm run docs)', () => {
	expect(readFileSync(join(__dirname, '../../../docs/reference.md'), 'utf8')).toBe(reference());
});
