import { err, ok, type Result } from '../utils/result';
import { trimSpace } from '../utils/trimSpace';

/** Why a text can't be an ID, as the end of a sentence that begins with the field's label. */
export const SEGMENT_ISSUES = {
	missing: 'is required',
	dots: (text: string) => `"${text}" isn't an ID`,
	malformed: "isn't an ID: it contains an incomplete character, as truncated text does",
} as const;

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
	const text = trimSpace(String(id ?? ''));
	if (!text) return err(SEGMENT_ISSUES.missing);
	if (text === '.' || text === '..') return err(SEGMENT_ISSUES.dots(text));
	if (!text.isWellFormed()) return err(SEGMENT_ISSUES.malformed);
	return ok(encodeSegment(text));
}
