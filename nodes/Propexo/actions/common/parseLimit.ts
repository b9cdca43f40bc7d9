import { LIMIT } from '../../properties/pagingProperties';
import type { Issue } from './issues';
import type { Read } from './parameters';

/**
 * How many results an item asks for.
 * @param read the item's parameters
 * @returns infinite for all; or what is wrong with the limit
 */
export function howMany(read: Read): { readonly most: number } | { readonly issue: Issue } {
	if (String(read('returnAll')) === 'true') return { most: Number.POSITIVE_INFINITY };
	const given = read('limit');
	const limit = given === '' ? LIMIT : Number(given);
	if (Number.isSafeInteger(limit) && limit >= 1) return { most: limit };
	return { issue: { field: 'Limit', message: 'must be a whole number of 1 or more' } };
}
