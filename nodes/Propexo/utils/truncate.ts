/** Longer than any sentence that Propexo or a PMS writes for a user, in characters. */
const MAX_LENGTH = 500;

/** A text from outside, at a length that a message can hold. */
export const truncate = (text: string, maxLength = MAX_LENGTH): string =>
	text.length > maxLength ? `${text.slice(0, maxLength)}… (${text.length} characters)` : text;
