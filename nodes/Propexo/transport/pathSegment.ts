/** Half of a character that takes two places, which no encoding of a path can hold. */
const HALF_CHARACTER = /\p{Surrogate}/gu;

/**
 * A text as a segment of a path: encoded, so that it cannot lead to another endpoint. It never
 * throws: half a character becomes the sign for an unreadable one.
 */
export const encodeSegment = (text: string): string =>
	encodeURIComponent(text.replace(HALF_CHARACTER, '\uFFFD'));

/**
 * An id of any origin as a segment of a path.
 * @returns what is wrong with it, where it cannot be one: it is empty, it holds half a character,
 * or only dots, which no encoding keeps from being taken for a way through the path
 */
export function parseSegment(
	id: unknown,
): { readonly segment: string } | { readonly fault: string } {
	const text = String(id ?? '').trim();
	if (!text) return { fault: 'is required' };
	if (text === '.' || text === '..') return { fault: 'is not an ID' };
	if (text.search(HALF_CHARACTER) >= 0)
		return { fault: 'is not an ID: it holds half a character, as text that was cut off does' };
	return { segment: encodeSegment(text) };
}
