/**
 * An id as a segment of a path: encoded, so that it cannot lead to another endpoint.
 * @param id the id, of any kind
 * @returns what is wrong with it, where it cannot be one: it is empty, or only dots, which no
 * encoding keeps from being taken for a way through the path
 */
export function segmentOf(id: unknown): { readonly segment: string } | { readonly fault: string } {
	const text = String(id ?? '').trim();
	if (!text) return { fault: 'is required' };
	if (text === '.' || text === '..') return { fault: 'is not an ID' };
	return { segment: encodeURIComponent(text) };
}
