import { getPath } from '../utils/getPath';
import { isObject } from '../utils/guards';
import { omittedText, truncate } from '../utils/truncate';

/** One thing that Propexo found wrong with a request. */
export interface ApiIssue {
	/** Where in the body, outermost first; empty for the body as a whole. */
	readonly path: ReadonlyArray<string | number>;
	readonly message: string;
	/** Names of fields that aren't fields of the PMS. */
	readonly keys?: readonly string[];
}

const isPathSegment = (segment: unknown): segment is string | number =>
	typeof segment === 'string' || typeof segment === 'number';

/** An unrecognized field counts as one issue. */
const MAX_ISSUES = 50;

/** More than any body of Propexo needs. */
const MAX_PATH_LENGTH = 10;
const MAX_NAME_LENGTH = 100;

const toNames = (names: readonly unknown[], limit: number): Array<string | number> =>
	names
		.slice(0, limit)
		.filter(isPathSegment)
		.map((name) => (typeof name === 'string' ? truncate(name, MAX_NAME_LENGTH) : name));

const toIssue = ({ path, message, keys }: Record<string, unknown>, limit: number): ApiIssue => ({
	path: Array.isArray(path) ? toNames(path, MAX_PATH_LENGTH) : [],
	message: typeof message === 'string' ? truncate(message) : 'not accepted',
	...(Array.isArray(keys) && { keys: toNames(keys, limit).map(String) }),
});

const countIssues = ({ keys }: Record<string, unknown>): number =>
	Array.isArray(keys) ? keys.length : 1;

/**
 * The validation issues in an error body, which the documentation shows in two nestings. Where
 * there are too many, the last one says how many are omitted: no server may fill the memory or the
 * execution data.
 * https://docs.propexo.com/api-reference/pms-generic-ap-is
 */
export function parseApiIssues(body: unknown): ApiIssue[] {
	const details = getPath(body, ['error', 'details']);
	const nestings = [getPath(details, ['issues']), getPath(details, ['details', 'issues'])];
	const issues: unknown[] = nestings.find(Array.isArray) ?? [];
	const parsed: ApiIssue[] = [];
	let remaining = MAX_ISSUES;
	let omitted = 0;
	for (const issue of issues.filter(isObject)) {
		const count = countIssues(issue);
		if (remaining > 0) parsed.push(toIssue(issue, remaining));
		omitted += Math.max(0, count - remaining);
		remaining = Math.max(0, remaining - count);
	}
	return omitted ? [...parsed, { path: [], message: omittedText(omitted) }] : parsed;
}

/** Propexo's own sentence in an error body, if there is one. */
export function parseApiMessage(body: unknown): string | undefined {
	const message = getPath(body, ['error', 'message']) ?? getPath(body, ['message']);
	return typeof message === 'string' && message.trim() ? truncate(message.trim()) : undefined;
}
