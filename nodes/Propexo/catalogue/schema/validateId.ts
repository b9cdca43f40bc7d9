import { trimSpace } from '../../utils/trimSpace';
import { SCHEMA_MESSAGES } from './schemaMessages';

/** What an expression turns a missing value, or one that is neither text nor a number, into. */
const STRINGIFIED_BLANKS = new Set([
	'undefined',
	'null',
	'NaN',
	'Infinity',
	'-Infinity',
	'[object Object]',
]);

export const isExactNumber = (value: number): boolean =>
	!Number.isInteger(value) || Number.isSafeInteger(value);

/**
 * Why a value cannot be an ID.
 * @returns the end of a sentence that begins with the label; undefined where it can be one
 */
export function validateId(value: unknown): string | undefined {
	if (typeof value === 'number' && Number.isFinite(value))
		return isExactNumber(value) ? undefined : SCHEMA_MESSAGES.unsafeInteger;
	const text = trimSpace(String(value ?? ''));
	return STRINGIFIED_BLANKS.has(text) ? SCHEMA_MESSAGES.notAnId(text) : undefined;
}
