/** Longer than any sentence that Propexo or a PMS writes for a user, in characters. */
const MAX_LENGTH = 500;

/** The end of a list that is too long for a message. */
export const omittedText = (count: number): string => `and ${count} more`;

/** Stands for what is nested deeper than any data of Propexo. */
export const TOO_DEEP = '(nested too deep)';

/** A text from outside, at a length that a message can hold. */
export const truncate = (text: string, maxLength = MAX_LENGTH): string =>
	text.length > maxLength ? `${text.slice(0, maxLength)}… (${text.length} characters)` : text;
