import { DEFAULT_LIMIT } from '../../properties/pagingProperties';
import { err, ok, type Result } from '../../utils/result';
import { ISSUES } from '../messages';
import type { Issue } from './issues';
import type { GetParameter } from './parameters';

/** The maximum number of results that an item asks for; Infinity for all. */
export function parseLimit(getParameter: GetParameter): Result<number, Issue> {
	if (String(getParameter('returnAll')) === 'true') return ok(Number.POSITIVE_INFINITY);
	const value = getParameter('limit');
	const limit = value === '' ? DEFAULT_LIMIT : Number(value);
	if (Number.isSafeInteger(limit) && limit >= 1) return ok(limit);
	return err({ field: 'Limit', message: ISSUES.limit });
}
