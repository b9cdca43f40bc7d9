/** A shorter token would be found in words that have nothing to do with it. */
const SHORTEST = 8;

/** What n8n leaves out of a header: line ends and whatever else cannot stand in one. */
const NOT_IN_A_HEADER = /[^\t -~\u0080-\u00ff]/g;

/** How many backslashes may stand before a character where JSON stands in JSON. */
const SLASHES = '\\\\{0,8}';

const literal = (char: string): string => char.replace(/[^\w]/, '\\$&');

const coded = (char: string): string => `u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The token as JSON may write it: each character as it is, after backslashes, or by its number. */
const patternOf = (token: string): RegExp => {
	const [first = '', ...rest] = token.split('');
	const others = rest.map((char) => `${SLASHES}(?:${literal(char)}|${coded(char)})`);
	return new RegExp(`(?:${literal(first)}|\\\\${coded(first)})${others.join('')}`, 'gi');
};

/** Replaces a secret wherever it stands in a text. */
export type Redactor = (text: string) => string;

/**
 * What hides a token. A server that repeats the request must not carry it into errors or outputs,
 * however it writes it.
 */
export function createRedactor(token: string): Redactor {
	const forms = [token, token.replace(NOT_IN_A_HEADER, '')].map((form) => form.trim());
	const patterns = [...new Set(forms)].filter((form) => form.length >= SHORTEST).map(patternOf);
	return (text) => patterns.reduce((done, pattern) => done.replace(pattern, '***'), text);
}

type Parts = Record<string, unknown>;

const maskKey = (holder: Parts, key: string, mask: Redactor): string => {
	const masked = mask(key);
	if (masked === key) return key;
	holder[masked] = holder[key];
	delete holder[key];
	return masked;
};

/**
 * The same JSON with a secret hidden in every text and key, in place. It does not call itself, so
 * that no depth of nesting is too much for it.
 */
export function redactJson(json: unknown, mask: Redactor): unknown {
	const root: Parts = { json };
	const left: Parts[] = [root];
	for (let holder = left.pop(); holder; holder = left.pop()) {
		for (const given of Object.keys(holder)) {
			const key = Array.isArray(holder) ? given : maskKey(holder, given, mask);
			const value = holder[key];
			if (typeof value === 'string') {
				const masked = mask(value);
				if (masked !== value) holder[key] = masked;
			} else if (typeof value === 'object' && value !== null) left.push(value as Parts);
		}
	}
	return root.json;
}
