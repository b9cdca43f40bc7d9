import type { Endpoint } from '../../catalogue/endpoint';
import { inSentence, recordSpec } from '../../catalogue/records';
import { isObject } from '../../utils/guards';
import { pluralize } from '../../utils/pluralize';
import { trimSpace } from '../../utils/trimSpace';
import { truncate } from '../../utils/truncate';
import type { PlannedRequest } from './plan';

/** Fields by which a bookkeeper knows a record, the best one first. */
const NUMBER_FIELDS = ['invoice_number', 'number', 'reference_number', 'check_number', 'name'];

/** Longer than any bill number, in characters. */
const MAX_NUMBER_LENGTH = 60;

/** What operations other than Create write of their record. */
const CHANGES = new Map([
	['update', 'update of'],
	['cancel', 'cancellation of'],
	['uploadFile', 'file for'],
]);

const numberOf = (body: unknown): string | undefined =>
	NUMBER_FIELDS.map((field) => (isObject(body) ? body[field] : undefined)).find(
		(value): value is string => typeof value === 'string' && trimSpace(value) !== '',
	);

/** What a request writes, as a message names it: `vendor bill INV-42`, `batch of 12 charges`. */
export function recordName({ endpoint, body }: Pick<PlannedRequest, 'endpoint' | 'body'>): string {
	const list = body[endpoint.batchOf ?? ''];
	if (Array.isArray(list)) return `batch of ${pluralize(list.length, 'charge')}`;
	const { label, alias = label } = recordSpec(endpoint.resource);
	const change = CHANGES.get(endpoint.operation);
	const number = numberOf(body);
	const name = number && truncate(number, MAX_NUMBER_LENGTH);
	return [change && `${change} the`, inSentence(alias), name].filter(Boolean).join(' ');
}

/** The name of a record by its number; undefined where the body, valid or not, has none. */
export const numberedRecordName = (endpoint: Endpoint, body: unknown): string | undefined =>
	isObject(body) && numberOf(body) ? recordName({ endpoint, body }) : undefined;
