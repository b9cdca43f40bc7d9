import * as fc from 'fast-check';

import { bodyDigest } from '../../../../nodes/Propexo/actions/write/bodyDigest';

const body = { number: 'A-1', lines: [{ amount: 1, memo: null }, { amount: 2 }], note: undefined };

it.each<[string, unknown]>([
	['keys in another order', { lines: [{ memo: null, amount: 1 }, { amount: 2 }], number: 'A-1' }],
	['null for what is not set', { ...body, note: null, vendor: null }],
	['no null', { number: 'A-1', lines: [{ amount: 1 }, { amount: 2 }] }],
])('%s → the same digest', (_, other) => {
	expect(bodyDigest(other)).toBe(bodyDigest(body));
});

it.each<[string, unknown]>([
	['another value', { ...body, number: 'A-2' }],
	['a number as text', { ...body, lines: [{ amount: '1' }, { amount: 2 }] }],
	['rows in another order', { ...body, lines: [{ amount: 2 }, { amount: 1 }] }],
	['a field more', { ...body, memo: '' }],
])('%s → another digest', (_, other) => {
	expect(bodyDigest(other)).not.toBe(bodyDigest(body));
});

it('any JSON → the digest of what its text is parsed to', () => {
	fc.assert(
		fc.property(fc.jsonValue(), (value) => {
			expect(bodyDigest(JSON.parse(JSON.stringify(value)))).toBe(bodyDigest(value));
		}),
	);
});
