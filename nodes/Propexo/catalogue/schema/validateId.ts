/** What an expression turns a missing value, or one that is neither text nor a number, into. */
const STRINGIFIED_BLANKS = new Set([
	'undefined',
	'null',
	'NaN',
	'Infinity',
	'-Infinity',
	'[object Object]',
]);

/** Such a number lost digits and would name another record. */
export const UNSAFE_INTEGER = 'must be text: the number is too large to be exact';

export const isExactNumber = (value: number): boolean =>
	!Number.isInteger(value) || Number.isSafeInteger(value);

/**
 * Why a value cannot be an ID.
 * @returns the end of a sentence that begins with the label; undefined where it can be one
 */
export function validateId(value: unknown): string | undefined {
	if (typeof value === 'number' && Number.isFinite(value))
		return isExactNumber(value) ? undefined : UNSAFE_INTEGER;
	const text = String(value ?? '').trim();
	return STRINGIFIED_BLANKS.has(text)
		? `must be an ID, not "${text}": the expression didn't return an ID`
		: undefined;
}
