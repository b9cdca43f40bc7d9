import type { IDataObject } from 'n8n-workflow';

import type { Endpoint } from '../../catalogue/endpoint';
import type { Body } from '../../catalogue/schema/checkRules';
import type { ValidItem } from './validate';

/** One request, and the input items that it carries. */
export interface WriteRequest {
	readonly items: readonly number[];
	/** Its path has names in place of IDs. */
	readonly endpoint: Pick<Endpoint, 'method' | 'path'>;
	/** The path with its IDs. */
	readonly path: string;
	readonly body: Body;
}

/** A request to an endpoint of the catalogue. */
export interface PlannedRequest extends WriteRequest {
	readonly endpoint: Endpoint;
}

const chunk = <T>(values: readonly T[], size: number): T[][] =>
	Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
		values.slice(index * size, (index + 1) * size),
	);

/** What the items of one batch must have in common. */
const batchKey = ({ path, batchGroup, body }: ValidItem): string =>
	JSON.stringify([path, batchGroup, body.integration_id]);

const toRequest = ({ item, endpoint, path, body }: ValidItem): PlannedRequest => ({
	items: [item],
	endpoint,
	path,
	body,
});

const toBatch = (rows: readonly ValidItem[]): PlannedRequest => {
	const { endpoint, path, body } = rows[0]!;
	const list = endpoint.batchOf!;
	return {
		items: rows.map(({ item }) => item),
		endpoint,
		path,
		body: { ...body, [list]: rows.flatMap((row) => row.body[list] as unknown[]) } as IDataObject,
	};
};

/**
 * The requests to send, in the order of their first item: one per item, and for batches one per
 * integration and group, split at the batch size.
 * @param previousBatches the items of each batch that an earlier attempt sent to an endpoint: they
 * stay together, and apart from others
 */
export function planRequests(
	valid: readonly ValidItem[],
	batchSize: number,
	previousBatches: (endpoint: Endpoint) => ReadonlyArray<readonly number[]> = () => [],
): PlannedRequest[] {
	const sent = new Map<string, ValidItem[]>();
	const unsent = new Map<string, ValidItem[]>();
	for (const row of valid.filter(({ batchGroup }) => batchGroup !== undefined)) {
		const previous = previousBatches(row.endpoint).findIndex((items) => items.includes(row.item));
		const batches = previous < 0 ? unsent : sent;
		const key = previous < 0 ? batchKey(row) : `${previous} ${row.endpoint.path}`;
		batches.set(key, [...(batches.get(key) ?? []), row]);
	}
	return [
		...valid.filter(({ batchGroup }) => batchGroup === undefined).map(toRequest),
		...[...sent.values()].map(toBatch),
		...[...unsent.values()].flatMap((rows) => chunk(rows, batchSize).map(toBatch)),
	].sort((a, b) => a.items[0]! - b.items[0]!);
}
