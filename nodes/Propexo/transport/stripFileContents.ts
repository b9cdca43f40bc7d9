/** A text longer than this is the content of a file, not something a person wrote. */
const MAX_TEXT_LENGTH = 100_000;

/** No body of the catalogue is nested as deep as this; one that is could not be walked to its end. */
const MAX_DEPTH = 50;

/**
 * Propexo's echo of a request without the content of files, which would fill the execution data
 * with copies of what the input item holds already.
 */
export function stripFileContents(echo: unknown, depth = 0): unknown {
	if (typeof echo === 'string')
		return echo.length > MAX_TEXT_LENGTH ? `(${echo.length} characters)` : echo;
	if (depth > MAX_DEPTH) return '(nested too deep)';
	if (Array.isArray(echo)) return echo.map((one) => stripFileContents(one, depth + 1));
	if (typeof echo !== 'object' || echo === null) return echo;
	return Object.fromEntries(
		Object.entries(echo).map(([key, value]) => [key, stripFileContents(value, depth + 1)]),
	);
}
