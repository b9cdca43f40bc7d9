/** What an expression makes of a value that is not there, or that is no number or text. */
const STRINGIFIED_BLANKS = new Set([
	'undefined',
	'null',
	'NaN',
	'Infinity',
	'-Infinity',
	'[object Object]',
]);

/** Of a number that is too large to be exact. It would name another record. */
export const UNSAFE_INTEGER = 'must be text: the number is too large to be exact';

/** Whether a number has kept all its digits. */
export const isExactNumber = (value: number): boolean =>
	!Number.isInteger(value) || Number.isSafeInteger(value);

/**
 * Why a value cannot be an ID, though it can be written as text.
 * @returns the end of a sentence that begins with the field; nothing where it may be one
 */
export function validateId(value: unknown): string | undefined {
	if (typeof value === 'number' && Number.isFinite(value))
		return isExactNumber(value) ? undefined : UNSAFE_INTEGER;
	const text = String(value ?? '').trim();
	return STRINGIFIED_BLANKS.has(text)
		? `must be an ID, and not "${text}": the expression gives nothing that could be one`
		: undefined;
}
