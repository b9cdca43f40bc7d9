/**
 * Writes a line for the person at the terminal, to stderr as the other scripts do.
 *
 * @param text
 */
export function say(text: string): void {
	process.stderr.write(`${text}\n`);
}
