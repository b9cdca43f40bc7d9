/** What an expression makes of a value that is not there, or that is no number or text. */
const ACCIDENTS = new Set(['undefined', 'null', 'NaN', 'Infinity', '-Infinity', '[object Object]']);

/** Of a number that is too large to be exact. It would name another record. */
export const INEXACT = 'must be text: the number is too large to be exact';

/**
 * Whether a number has kept all its digits.
 * @param value a number
 */
export const isExact = (value: number): boolean =>
	!Number.isInteger(value) || Number.isSafeInteger(value);

/**
 * Why a value cannot be an ID, though it can be written as text.
 * @param value what an expression gave
 * @returns the end of a sentence that begins with the field; nothing where it may be one
 */
export function idFault(value: unknown): string | undefined {
	if (typeof value === 'number' && Number.isFinite(value))
		return isExact(value) ? undefined : INEXACT;
	const text = String(value ?? '').trim();
	return ACCIDENTS.has(text)
		? `must be an ID, and not "${text}": the expression gives nothing that could be one`
		: undefined;
}
