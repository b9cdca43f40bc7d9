import type { IDataObject } from 'n8n-workflow';

import type { Endpoint } from '../../catalogue/endpoint';
import type { Body } from '../../catalogue/schema/checkRules';
import type { ValidItem } from './validate';

/** One request to send, and the input items it carries. */
export interface WriteRequest {
	readonly items: readonly number[];
	/** The endpoint; its path has names in the place of ids. */
	readonly write: Pick<Endpoint, 'method' | 'path'>;
	/** The path with its ids. */
	readonly path: string;
	readonly body: Body;
}

/** A request to an endpoint of the catalogue. */
export interface PlannedWrite extends WriteRequest {
	readonly write: Endpoint;
}

const rowsOf = ({ write, body }: ValidItem): unknown[] => body[write.batchOf!] as unknown[];

const chunk = <T>(values: readonly T[], size: number): T[][] =>
	Array.from({ length: Math.ceil(values.length / size) }, (_, part) =>
		values.slice(part * size, (part + 1) * size),
	);

/** What the items of one batch must have in common. */
const batchKey = ({ path, group, body }: ValidItem): string =>
	JSON.stringify([path, group, body.integration_id]);

const single = ({ item, write, path, body }: ValidItem): PlannedWrite => ({
	items: [item],
	write,
	path,
	body,
});

const batch = (drafts: readonly ValidItem[]): PlannedWrite => {
	const { write, path, body } = drafts[0]!;
	return {
		items: drafts.map(({ item }) => item),
		write,
		path,
		body: { ...body, [write.batchOf!]: drafts.flatMap(rowsOf) } as IDataObject,
	};
};

/**
 * The requests to send: one an item, and for batches one for the items of an integration and
 * group, cut at the batch size.
 * @returns requests in the order of their first item
 */
export function planRequests(
	drafts: readonly ValidItem[],
	batchSize: number,
	sent: (write: Endpoint) => ReadonlyArray<readonly number[]> = () => [],
): PlannedWrite[] {
	const singles = drafts.filter(({ group }) => group === undefined);
	const groups = new Map<string, ValidItem[]>();
	for (const one of drafts.filter(({ group }) => group !== undefined)) {
		const before = sent(one.write).findIndex((items) => items.includes(one.item));
		const key = before < 0 ? batchKey(one) : `sent ${before} ${one.write.path}`;
		groups.set(key, [...(groups.get(key) ?? []), one]);
	}
	const batches = [...groups].flatMap(([key, group]) =>
		chunk(group, key.startsWith('sent ') ? group.length : batchSize).map(batch),
	);
	return [...singles.map(single), ...batches].sort((a, b) => a.items[0]! - b.items[0]!);
}
