import { validateId } from '../../catalogue/schema/validateId';
import { parseSegment } from '../../transport/pathSegment';
import { err, type Result } from '../../utils/result';

/** An ID of a parameter as a path segment. The error is the end of a sentence. */
export function parseIdSegment(id: unknown): Result<string, string> {
	const issue = validateId(id);
	return issue === undefined ? parseSegment(id) : err(issue);
}
