import fc from 'fast-check';

import { createRedactor, redactJson } from '../../../nodes/Propexo/transport/redact';

const TOKEN = 'abcdef/ghijkl+mnop/qrst==';

const unicodeEscaped = (text: string): string =>
	text
		.split('')
		.map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
		.join('');

const redact = createRedactor(TOKEN);

it.each([
	['as it is', TOKEN],
	['with escaped slashes', TOKEN.replaceAll('/', '\\/')],
	['with escaped slashes, in JSON in JSON', TOKEN.replaceAll('/', '\\\\\\/')],
	['as Unicode escapes', unicodeEscaped(TOKEN)],
	['with some uppercase Unicode escapes', TOKEN.replaceAll('+', '\\u002B')],
])('redacts a token %s in a text', (_, token) => {
	expect(redact(`No access for Bearer ${token}, sorry. ${token}`)).toBe(
		'No access for Bearer ***, sorry. ***',
	);
});

it.each([
	`${TOKEN}\n`,
	`  ${TOKEN}\r\n`,
	`\u200b${TOKEN}`,
	`${TOKEN.slice(0, 9)}\n${TOKEN.slice(9)}`,
])('redacts the token as it is sent where it was pasted as %p', (pasted) => {
	expect(createRedactor(pasted)(`Bearer ${TOKEN}`)).toBe('Bearer ***');
});

it('changes nothing where the token is one character or empty', () => {
	expect(createRedactor('a')('a vendor')).toBe('a vendor');
	expect(createRedactor(' ')('a vendor')).toBe('a vendor');
	expect(createRedactor('')('a vendor')).toBe('a vendor');
});

it('redacts a token in every text and key of JSON, and changes nothing else', () => {
	const json = {
		a: [TOKEN, 1, null, true, { [`x-${TOKEN}`]: `Bearer ${TOKEN}` }],
		inner: JSON.stringify({ message: TOKEN }).replaceAll('/', '\\/'),
		b: 'a vendor',
	};
	expect(redactJson(json, redact)).toEqual({
		a: ['***', 1, null, true, { 'x-***': 'Bearer ***' }],
		inner: '{"message":"***"}',
		b: 'a vendor',
	});
	expect(redactJson(TOKEN, redact)).toBe('***');
	expect(redactJson(null, redact)).toBeNull();
});

it('leaves any JSON without the token as it is', () => {
	fc.assert(
		fc.property(fc.jsonValue(), (json) =>
			expect(redactJson(structuredClone(json), redact)).toEqual(json),
		),
	);
});

it('a __proto__ key in JSON pollutes no prototype', () => {
	const json = JSON.parse(`{"__proto__":{"polluted":"${TOKEN}"}}`) as object;

	expect(JSON.stringify(redactJson(json, redact))).toBe('{"__proto__":{"polluted":"***"}}');
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

it('redacts at the bottom of JSON that is nested 100,000 deep', () => {
	let json: unknown = TOKEN;
	for (let depth = 0; depth < 100_000; depth++) json = [json];
	let bottom = redactJson(json, redact);
	while (Array.isArray(bottom)) [bottom] = bottom as unknown[];

	expect(bottom).toBe('***');
});

/** The least CPU time of a few runs, which other processes on the machine do not add to. */
const cpuTime = (run: () => void): number =>
	Math.min(
		...Array.from({ length: 3 }, () => {
			const before = process.cpuUsage();
			run();
			return process.cpuUsage(before).user;
		}),
	);

it('takes time in proportion to a text of backslashes, however long', () => {
	const hostile = (size: number) => 'a\\'.repeat(size) + '\\'.repeat(2 * size);
	const [short, long] = [hostile(125_000), hostile(1_000_000)];
	redact(short);

	// 8 times the text; a quadratic search would take 64 times as long.
	expect(cpuTime(() => redact(long)) / cpuTime(() => redact(short))).toBeLessThan(32);
});
