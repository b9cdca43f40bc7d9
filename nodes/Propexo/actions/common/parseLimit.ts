import { DEFAULT_LIMIT } from '../../properties/pagingProperties';
import type { Issue } from './issues';
import type { GetParameter } from './parameters';

/**
 * How many results an item asks for.
 * @returns infinite for all; or what is wrong with the limit
 */
export function parseLimit(
	read: GetParameter,
): { readonly most: number } | { readonly issue: Issue } {
	if (String(read('returnAll')) === 'true') return { most: Number.POSITIVE_INFINITY };
	const given = read('limit');
	const limit = given === '' ? DEFAULT_LIMIT : Number(given);
	if (Number.isSafeInteger(limit) && limit >= 1) return { most: limit };
	return { issue: { field: 'Limit', message: 'must be a whole number of 1 or more' } };
}
