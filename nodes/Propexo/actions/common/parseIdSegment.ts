import { idFault } from '../../catalogue/schema/validateId';
import { segmentOf } from '../../transport/pathSegment';

/**
 * An id that a person or an expression gave, as a segment of a path.
 * @param given the id, of any kind
 * @returns what is wrong with it, where it cannot be one
 */
export function idSegment(
	given: unknown,
): { readonly segment: string } | { readonly fault: string } {
	const fault = idFault(given);
	return fault === undefined ? segmentOf(given) : { fault };
}
