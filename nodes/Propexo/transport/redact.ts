/** A shorter token would match words that have nothing to do with it. */
const MIN_TOKEN_LENGTH = 8;

/** What n8n leaves out of a header: line breaks and everything else that a header can't hold. */
const NOT_IN_A_HEADER = /[^\t -~\u0080-\u00ff]/g;

/** Backslashes that may precede a character where JSON is nested in JSON. */
const BACKSLASHES = '\\\\{0,8}';

const literal = (char: string): string => char.replace(/[^\w]/, '\\$&');

const unicodeEscape = (char: string): string =>
	`u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Matches the token as JSON may write it: plain, after backslashes, or as unicode escapes. */
const createPattern = (token: string): RegExp => {
	const [first = '', ...rest] = token.split('');
	const tail = rest.map((char) => `${BACKSLASHES}(?:${literal(char)}|${unicodeEscape(char)})`);
	return new RegExp(`(?:${literal(first)}|\\\\${unicodeEscape(first)})${tail.join('')}`, 'gi');
};

/** Replaces the token wherever a text contains it. */
export type Redactor = (text: string) => string;

/**
 * A server that echoes the request must not carry the token into errors or outputs, however it
 * writes it. The token may have been pasted with white space.
 */
export function createRedactor(token: string): Redactor {
	const forms = [token, token.replace(NOT_IN_A_HEADER, '')].map((form) => form.trim());
	const patterns = [...new Set(forms)]
		.filter((form) => form.length >= MIN_TOKEN_LENGTH)
		.map(createPattern);
	return (text) => patterns.reduce((done, pattern) => done.replace(pattern, '***'), text);
}

type JsonObject = Record<string, unknown>;

const redactKey = (parent: JsonObject, key: string, redact: Redactor): string => {
	const redacted = redact(key);
	if (redacted === key) return key;
	parent[redacted] = parent[key];
	delete parent[key];
	return redacted;
};

/** Redacts every text and key of parsed JSON in place. Iterative, so that no nesting is too deep. */
export function redactJson(json: unknown, redact: Redactor): unknown {
	const root: JsonObject = { json };
	const pending: JsonObject[] = [root];
	for (let parent = pending.pop(); parent; parent = pending.pop()) {
		for (const name of Object.keys(parent)) {
			const key = Array.isArray(parent) ? name : redactKey(parent, name, redact);
			const value = parent[key];
			if (typeof value === 'string') {
				const redacted = redact(value);
				if (redacted !== value) parent[key] = redacted;
			} else if (typeof value === 'object' && value !== null) pending.push(value as JsonObject);
		}
	}
	return root.json;
}
