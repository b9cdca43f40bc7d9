import type { z } from 'zod/v3';

import { customIssue } from './answers';
import type { Records } from './records';

/** Fields that end in `_id` but hold a value of the sender's own, or one of the PMS's. */
const NOT_RECORDS = new Set([
	'integration_id',
	'batch_id',
	'transaction_batch_id',
	'tax_id',
	'third_party_id',
	'third_party_charge_id',
]);

/** One issue for every id in a body or path that no record has. */
export function unknownIds(
	body: unknown,
	pathParams: Record<string, string>,
	records: Records,
): z.ZodIssue[] {
	const inPath = Object.entries(pathParams).filter(([, id]) => !records.find(id));
	return [
		...inPath.map(([name, id]) => customIssue([name], `There is no record ${id}`)),
		...unknownIn(body, [], records),
	];
}

function unknownIn(value: unknown, path: Array<string | number>, records: Records): z.ZodIssue[] {
	if (Array.isArray(value))
		return value.flatMap((item, index) => unknownIn(item, [...path, index], records));
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, member]) => {
		const here = [...path, name];
		if (typeof member !== 'string') return unknownIn(member, here, records);
		const isId = name.endsWith('_id') && !name.startsWith('x_') && !NOT_RECORDS.has(name);
		return isId && !records.find(member) ? [customIssue(here, `There is no record ${member}`)] : [];
	});
}
