import fc from 'fast-check';

import { trimSpace } from '../../../nodes/Propexo/utils/trimSpace';

it.each([
	['vendor-1', 'vendor-1'],
	[' \t vendor-1\r\n', 'vendor-1'],
	['\u00A0vendor-1\u00A0', 'vendor-1'],
	['\u200B\uFEFFvendor-1\u2060\u200D', 'vendor-1'],
	['vendor\u00A01', 'vendor\u00A01'],
	[' \u00A0\u200B', ''],
	['', ''],
])('%j → %j', (given, trimmed) => {
	expect(trimSpace(given)).toBe(trimmed);
});

it('removes at least what trim() removes, and nothing inside', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), (text) => {
			const trimmed = trimSpace(text);

			expect(trimSpace(` ${text} `)).toBe(trimmed);
			expect(trimmed).toBe(trimmed.trim());
			expect(text).toContain(trimmed);
		}),
	);
});
