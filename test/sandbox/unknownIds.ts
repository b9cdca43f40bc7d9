import type { z } from 'zod/v3';

import type { Records } from './records';
import { customIssue } from './responses';

/** Fields that end in `_id` but hold a value of the sender or of the PMS. */
const NON_RECORD_IDS = new Set([
	'integration_id',
	'batch_id',
	'transaction_batch_id',
	'tax_id',
	'third_party_id',
	'third_party_charge_id',
]);

/** An issue for every id in a body or path without a record. */
export function unknownIds(
	body: unknown,
	pathParams: Record<string, string>,
	records: Records,
): z.ZodIssue[] {
	const inPath = Object.entries(pathParams).filter(([, id]) => !records.find(id));
	return [
		...inPath.map(([name, id]) => customIssue([name], `There is no record ${id}`)),
		...unknownIdsIn(body, [], records),
	];
}

function unknownIdsIn(
	value: unknown,
	path: Array<string | number>,
	records: Records,
): z.ZodIssue[] {
	if (Array.isArray(value))
		return value.flatMap((item, index) => unknownIdsIn(item, [...path, index], records));
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, member]) => {
		const memberPath = [...path, name];
		if (typeof member !== 'string') return unknownIdsIn(member, memberPath, records);
		const isId = name.endsWith('_id') && !name.startsWith('x_') && !NON_RECORD_IDS.has(name);
		return isId && !records.find(member)
			? [customIssue(memberPath, `There is no record ${member}`)]
			: [];
	});
}
