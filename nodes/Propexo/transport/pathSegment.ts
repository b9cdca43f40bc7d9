import { err, ok, type Result } from '../utils/result';

/**
 * A text as one segment of a path, encoded so that it can't lead to another endpoint. Never
 * throws: a lone surrogate becomes U+FFFD.
 */
export const encodeSegment = (text: string): string => encodeURIComponent(text.toWellFormed());

/**
 * An ID of any origin as a path segment. The error is the end of a sentence that begins with the
 * field's label. `.` and `..` are refused: no encoding keeps them from being resolved.
 */
export function parseSegment(id: unknown): Result<string, string> {
	const text = String(id ?? '').trim();
	if (!text) return err('is required');
	if (text === '.' || text === '..') return err(`"${text}" isn't an ID`);
	if (!text.isWellFormed())
		return err("isn't an ID: it contains an incomplete character, as truncated text does");
	return ok(encodeSegment(text));
}
