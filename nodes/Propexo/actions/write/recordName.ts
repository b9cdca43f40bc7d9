import { inSentence, recordSpec } from '../../catalogue/records';
import type { PlannedRequest } from './plan';

/** Fields by which a bookkeeper knows a record, the best one first. */
const NUMBER_FIELDS = ['invoice_number', 'number', 'reference_number', 'check_number', 'name'];

/** What a request writes, as a message names it: `vendor bill INV-42`, `batch of 12 charges`. */
export function recordName({ endpoint, body }: Pick<PlannedRequest, 'endpoint' | 'body'>): string {
	const list = body[endpoint.batchOf ?? ''];
	if (Array.isArray(list)) return `batch of ${list.length} ${endpoint.batchOf}`;
	const number = NUMBER_FIELDS.map((field) => body[field]).find(
		(value) => typeof value === 'string' && value !== '',
	);
	const { label, alias = label } = recordSpec(endpoint.resource);
	return [inSentence(alias), number].filter(Boolean).join(' ');
}
