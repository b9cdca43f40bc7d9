/** A text longer than this is the content of a file, not something a person wrote. */
const LONGEST_TEXT = 100_000;

/**
 * Propexo's echo of a request without the content of files, which would fill the execution data
 * with copies of what the input item holds already.
 * @param echo the `result` of an answer to a write
 */
export function withoutFiles(echo: unknown): unknown {
	if (typeof echo === 'string') return echo.length > LONGEST_TEXT ? `(${echo.length} characters)` : echo;
	if (Array.isArray(echo)) return echo.map(withoutFiles);
	if (typeof echo !== 'object' || echo === null) return echo;
	return Object.fromEntries(Object.entries(echo).map(([key, value]) => [key, withoutFiles(value)]));
}
