import { inSentence, recordSpec } from '../../catalogue/records';
import { pluralize } from '../../utils/pluralize';
import type { PlannedRequest } from './plan';

/** Fields by which a bookkeeper knows a record, the best one first. */
const NUMBER_FIELDS = ['invoice_number', 'number', 'reference_number', 'check_number', 'name'];

/** What operations other than Create write of their record. */
const CHANGES = new Map([
	['update', 'update of'],
	['cancel', 'cancellation of'],
	['uploadFile', 'file for'],
]);

/** What a request writes, as a message names it: `vendor bill INV-42`, `batch of 12 charges`. */
export function recordName({ endpoint, body }: Pick<PlannedRequest, 'endpoint' | 'body'>): string {
	const list = body[endpoint.batchOf ?? ''];
	if (Array.isArray(list)) return `batch of ${pluralize(list.length, 'charge')}`;
	const number = NUMBER_FIELDS.map((field) => body[field]).find(
		(value) => typeof value === 'string' && value !== '',
	);
	const { label, alias = label } = recordSpec(endpoint.resource);
	const change = CHANGES.get(endpoint.operation);
	return [change && `${change} the`, inSentence(alias), number].filter(Boolean).join(' ');
}
