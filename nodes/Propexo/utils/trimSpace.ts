/** White space, and the characters without a width that web pages and sheets put around text. */
const SPACE = /[\s\u180E\u200B-\u200D\u2060]/;

/**
 * A text without its outer white space, also the invisible kind. In linear time, which a regular
 * expression for the end of a text isn't.
 */
export function trimSpace(text: string): string {
	let start = 0;
	let end = text.length;
	while (start < end && SPACE.test(text[start]!)) start++;
	while (end > start && SPACE.test(text[end - 1]!)) end--;
	return text.slice(start, end);
}
