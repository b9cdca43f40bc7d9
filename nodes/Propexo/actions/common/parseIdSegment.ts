import { validateId } from '../../catalogue/schema/validateId';
import { parseSegment } from '../../transport/pathSegment';

/**
 * An id that a person or an expression gave, as a segment of a path.
 * @returns what is wrong with it, where it cannot be one
 */
export function parseIdSegment(
	given: unknown,
): { readonly segment: string } | { readonly fault: string } {
	const fault = validateId(given);
	return fault === undefined ? parseSegment(given) : { fault };
}
