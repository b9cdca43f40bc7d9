/** Longer than any sentence that Propexo or a PMS writes for a person, in characters. */
const LONGEST = 500;

/**
 * A text from outside, at a length that a message can hold.
 * @param text what someone else's server says
 * @param longest how much of it is kept, in characters
 */
export const brief = (text: string, longest = LONGEST): string =>
	text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
