import type { IDataObject } from 'n8n-workflow';

import type { Endpoint } from '../../catalogue/endpoint';
import type { Body } from '../../catalogue/schema/checkRules';
import { groupBy } from '../../utils/groupBy';
import type { IdempotencyKey } from './idempotencyKey';
import { recordName } from './recordName';
import type { ValidItem } from './validate';

/** A write as the journal, messages and outputs know it, without its body. */
export interface WriteRequest {
	/** The input items that it carries. */
	readonly items: readonly number[];
	/** Its path has names in place of IDs. */
	readonly endpoint: Pick<Endpoint, 'method' | 'path'>;
	/** The path with its IDs. */
	readonly path: string;
	readonly integrationId: string | null;
	/** What it writes, as a message names it: `vendor bill INV-42`. */
	readonly record: string;
	/** The idempotency key of each item, where keys are in use. */
	readonly keys?: readonly IdempotencyKey[];
}

/** A write with its body. */
export interface Sendable extends WriteRequest {
	readonly body: unknown;
}

/** A write to an endpoint of the catalogue. */
export interface CatalogueRequest extends WriteRequest {
	readonly endpoint: Endpoint;
}

/** A request that can be sent. */
export interface PlannedRequest extends CatalogueRequest {
	readonly body: Body;
}

const chunk = <T>(values: readonly T[], size: number): T[][] =>
	Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
		values.slice(index * size, (index + 1) * size),
	);

/** What the items of one batch must have in common. */
const batchKey = ({ path, batchGroup, body }: ValidItem): string =>
	JSON.stringify([path, batchGroup, body.integration_id]);

export const integrationIdOf = ({ integration_id }: Body): string | null =>
	typeof integration_id === 'string' ? integration_id : null;

/** One request for all of the items, which are rows of one batch, or for a single item. */
export function toRequest(items: readonly [ValidItem, ...ValidItem[]]): PlannedRequest {
	const [{ endpoint, path, body: firstBody, batchGroup }] = items;
	const list = endpoint.batchOf;
	const rows = items.flatMap(({ body }) => (list ? (body[list] as unknown[]) : []));
	const body =
		batchGroup === undefined || !list ? firstBody : ({ ...firstBody, [list]: rows } as IDataObject);
	return {
		items: items.map(({ item }) => item),
		endpoint,
		path,
		body,
		integrationId: integrationIdOf(body),
		record: recordName({ endpoint, body }),
		...(items[0].key && { keys: items.flatMap(({ key }) => key ?? []) }),
	};
}

/**
 * The requests to send, in the order of their first item: one per item, and for batches one per
 * integration and group, split at the batch size.
 */
export function planRequests(valid: readonly ValidItem[], batchSize: number): PlannedRequest[] {
	const batches = groupBy(valid, (row) =>
		row.batchGroup === undefined ? `item ${row.item}` : batchKey(row),
	);
	return [...batches.values()]
		.flatMap((rows) => chunk(rows, batchSize))
		.map((rows) => toRequest(rows as [ValidItem, ...ValidItem[]]))
		.sort((a, b) => a.items[0]! - b.items[0]!);
}
