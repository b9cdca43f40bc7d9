/** A text longer than this is the content of a file, not something a person wrote. */
const LONGEST_TEXT = 100_000;

/** No body of the catalogue is nested as deep as this; one that is could not be walked to its end. */
const DEEPEST = 50;

/**
 * Propexo's echo of a request without the content of files, which would fill the execution data
 * with copies of what the input item holds already.
 * @param echo the `result` of an answer to a write
 * @param depth how deep in it this part stands
 */
export function withoutFiles(echo: unknown, depth = 0): unknown {
	if (typeof echo === 'string')
		return echo.length > LONGEST_TEXT ? `(${echo.length} characters)` : echo;
	if (depth > DEEPEST) return '(nested too deep)';
	if (Array.isArray(echo)) return echo.map((one) => withoutFiles(one, depth + 1));
	if (typeof echo !== 'object' || echo === null) return echo;
	return Object.fromEntries(
		Object.entries(echo).map(([key, value]) => [key, withoutFiles(value, depth + 1)]),
	);
}
