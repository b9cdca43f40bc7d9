import { TOO_DEEP } from '../utils/truncate';

/** A longer text is the content of a file, not something a user wrote. */
const MAX_TEXT_LENGTH = 100_000;

/** No body of the catalogue is nested as deep. */
const MAX_DEPTH = 50;

/**
 * Propexo's echo of a request without file contents, which would fill the execution data with
 * copies of what the input item has already.
 */
export function stripFileContents(echo: unknown, depth = 0): unknown {
	if (typeof echo === 'string')
		return echo.length > MAX_TEXT_LENGTH ? `(${echo.length} characters)` : echo;
	if (depth > MAX_DEPTH) return TOO_DEEP;
	if (Array.isArray(echo)) return echo.map((entry) => stripFileContents(entry, depth + 1));
	if (typeof echo !== 'object' || echo === null) return echo;
	return Object.fromEntries(
		Object.entries(echo).map(([key, value]) => [key, stripFileContents(value, depth + 1)]),
	);
}
