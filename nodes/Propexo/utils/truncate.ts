/** Longer than any sentence that Propexo or a PMS writes for a person, in characters. */
const MAX_LENGTH = 500;

/**
 * A text from outside, at a length that a message can hold.
 * @param longest how much of it is kept, in characters
 */
export const truncate = (text: string, longest = MAX_LENGTH): string =>
	text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
