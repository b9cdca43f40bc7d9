import fc from 'fast-check';

import { type DuplicateKey, findDuplicateKey } from '../../../nodes/Propexo/utils/findDuplicateKey';

it.each<[string, DuplicateKey | undefined]>([
	['{"total": 1, "total": 2}', { key: 'total', path: [] }],
	['{"a": {"b": [1, {"c": 1, "c": 2}]}}', { key: 'c', path: ['a', 'b', 1] }],
	['[{"a": 1}, {"a": 1, "b": 2, "a": 1}]', { key: 'a', path: [1] }],
	['{"a": 1, "\\u0061": 2}', { key: 'a', path: [] }],
	['{"": 1, "": 2}', { key: '', path: [] }],
	['{"__proto__": 1, "__proto__": 2}', { key: '__proto__', path: [] }],
	['{"a\\\\": 1, "a\\\\\\"": 2}', undefined],
	['{"a": "a", "b": "a"}', undefined],
	['{"a": {"a": {"a": 1}}}', undefined],
	['{"a": "{\\"b\\": 1, \\"b\\": 2}"}', undefined],
	['["a", "a"]', undefined],
	['"a"', undefined],
	['null', undefined],
	['{}', undefined],
])('%s → %j', (json, duplicate) => {
	expect(findDuplicateKey(json)).toEqual(duplicate);
});

it('finds none in what JSON.stringify writes', () => {
	fc.assert(
		fc.property(fc.jsonValue(), fc.constantFrom(undefined, '\t'), (value, indent) => {
			expect(findDuplicateKey(JSON.stringify(value, undefined, indent))).toBeUndefined();
		}),
	);
});

/** JSON whose objects are lists of entries, so that a key can be in there twice. */
type Tree = string | number | null | Tree[] | { entries: Array<[string, Tree]> };

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
	tree: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		fc.string({ unit: 'grapheme' }),
		fc.integer(),
		fc.constant(null),
		fc.array(tie('tree'), { maxLength: 4 }),
		fc.record({
			entries: fc.array(
				fc.tuple(fc.oneof(fc.constantFrom('a', 'b', '"', '\\'), fc.string()), tie('tree')),
				{ maxLength: 5 },
			),
		}),
	),
}));

const isObjectTree = (value: Tree): value is { entries: Array<[string, Tree]> } =>
	typeof value === 'object' && value !== null && 'entries' in value;

const render = (value: Tree): string => {
	if (Array.isArray(value)) return `[ ${value.map(render).join(' , ')} ]`;
	if (!isObjectTree(value)) return JSON.stringify(value);
	const entries = value.entries.map(([key, one]) => `${JSON.stringify(key)}\n:${render(one)}`);
	return `{${entries.join(',')} }`;
};

const keysInTree = (value: Tree): number => {
	if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + keysInTree(one), 0);
	if (!isObjectTree(value)) return 0;
	return value.entries.reduce((sum, [, one]) => sum + 1 + keysInTree(one), 0);
};

const keysInValue = (value: unknown): number => {
	if (typeof value !== 'object' || value === null) return 0;
	const inner = Object.values(value).reduce<number>((sum, one) => sum + keysInValue(one), 0);
	return inner + (Array.isArray(value) ? 0 : Object.keys(value).length);
};

it('finds one exactly where JSON.parse drops a key', () => {
	fc.assert(
		fc.property(tree, (value) => {
			const json = render(value);
			const hasDropped = keysInValue(JSON.parse(json)) < keysInTree(value);

			expect(findDuplicateKey(json) !== undefined).toBe(hasDropped);
		}),
		{ numRuns: 1_000 },
	);
});

it('takes a text nested a hundred thousand times, and one of a million quotes', () => {
	expect(findDuplicateKey('['.repeat(100_000) + ']'.repeat(100_000))).toBeUndefined();
	expect(findDuplicateKey(JSON.stringify({ a: '\\"'.repeat(1_000_000) }))).toBeUndefined();
});
