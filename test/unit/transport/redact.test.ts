import fc from 'fast-check';

import { createRedactor, redactJson } from '../../../nodes/Propexo/transport/redact';

const TOKEN = 'abcdef/ghijkl+mnop/qrst==';

const coded = (text: string): string =>
	text
		.split('')
		.map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
		.join('');

const mask = createRedactor(TOKEN);

it.each([
	['as it is', TOKEN],
	['with escaped slashes', TOKEN.replaceAll('/', '\\/')],
	['with escaped slashes, in JSON in JSON', TOKEN.replaceAll('/', '\\\\\\/')],
	['by the numbers of its characters', coded(TOKEN)],
	['by some numbers, in capitals', TOKEN.replaceAll('+', '\\u002B')],
])('hides a token %s in a text', (_, written) => {
	expect(mask(`No access for Bearer ${written}, sorry. ${written}`)).toBe(
		'No access for Bearer ***, sorry. ***',
	);
});

it.each([
	`${TOKEN}\n`,
	`  ${TOKEN}\r\n`,
	`\u200b${TOKEN}`,
	`${TOKEN.slice(0, 9)}\n${TOKEN.slice(9)}`,
])('hides a token that was pasted as %p, in the form in which it is sent', (pasted) => {
	expect(createRedactor(pasted)(`Bearer ${TOKEN}`)).toBe('Bearer ***');
});

it('leaves words alone that a token of a few characters would be found in', () => {
	expect(createRedactor('a')('a vendor')).toBe('a vendor');
	expect(createRedactor(' ')('a vendor')).toBe('a vendor');
	expect(createRedactor('')('a vendor')).toBe('a vendor');
});

it('hides a token in every text and key of JSON, and changes nothing else', () => {
	const json = {
		a: [TOKEN, 1, null, true, { [`x-${TOKEN}`]: `Bearer ${TOKEN}` }],
		inner: JSON.stringify({ message: TOKEN }).replaceAll('/', '\\/'),
		b: 'a vendor',
	};
	expect(redactJson(json, mask)).toEqual({
		a: ['***', 1, null, true, { 'x-***': 'Bearer ***' }],
		inner: '{"message":"***"}',
		b: 'a vendor',
	});
	expect(redactJson(TOKEN, mask)).toBe('***');
	expect(redactJson(null, mask)).toBeNull();
});

it('leaves any JSON without the token as it is', () => {
	fc.assert(
		fc.property(fc.jsonValue(), (json) =>
			expect(redactJson(structuredClone(json), mask)).toEqual(json),
		),
	);
});

it('does harm to no prototype', () => {
	const json = JSON.parse(`{"__proto__":{"polluted":"${TOKEN}"}}`) as object;

	expect(JSON.stringify(redactJson(json, mask))).toBe('{"__proto__":{"polluted":"***"}}');
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

it('finds the bottom of JSON that is nested 100,000 deep', () => {
	let json: unknown = TOKEN;
	for (let depth = 0; depth < 100_000; depth++) json = [json];
	let bottom = redactJson(json, mask);
	while (Array.isArray(bottom)) [bottom] = bottom as unknown[];

	expect(bottom).toBe('***');
});

it('takes a hostile text of many backslashes in a moment', () => {
	const began = Date.now();
	mask('a\\'.repeat(1_000_000) + '\\'.repeat(2_000_000));

	expect(Date.now() - began).toBeLessThan(2_000);
});
