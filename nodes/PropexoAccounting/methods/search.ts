import {
	NodeOperationError,
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
} from 'n8n-workflow';

import { openClient } from '../../shared/client';
import { explain } from '../../shared/explain';
import { unwrap } from '../../shared/locator';
import { LISTS, type ListName, type ListRecord, type ListSpec } from '../catalogue/lists';
import { parameterName } from '../parameters/names';
import { searchMethod } from '../parameters/fieldParameter';

/** Propexo's largest page: https://docs.propexo.com/documentation/about-the-api/pagination */
const PAGE = 250;

/** How long a list may wait for the rate limit, in milliseconds, before it says so. */
const LONGEST_WAIT = 5_000;

const nameOf = (spec: ListSpec, record: ListRecord): string =>
	spec.name(record).filter(Boolean).map(String).join(' · ') || String(record.id);

const chosen = (context: ILoadOptionsFunctions, field: string): string => {
	const name = parameterName(field);
	const given = context.getCurrentNodeParameter(name) ?? context.getCurrentNodeParameter(`filters.${name}`);
	const value = unwrap(given);
	return typeof value === 'string' ? value : '';
};

const filters = (context: ILoadOptionsFunctions, { narrowBy }: ListSpec): IDataObject =>
	Object.fromEntries(narrowBy.map((field) => [field, chosen(context, field)]).filter(([, value]) => value));

const search = (list: ListName) =>
	async function (
		this: ILoadOptionsFunctions,
		filter = '',
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const spec: ListSpec = LISTS[list];
		const client = await openClient(this, { longest: LONGEST_WAIT });
		const offset = Number(paginationToken ?? 0);
		const query = { ...filters(this, spec), 'order-by': 'created_at:asc,id:asc', limit: PAGE, offset };
		const delivery = await client.read(spec.path, query);
		const { results, meta } = (delivery.kind === 'answer' && delivery.status === 200 ? delivery.body : {}) as {
			results?: ListRecord[];
			meta?: { hasMore?: boolean };
		};
		if (!Array.isArray(results)) {
			const { message, description } = explain(delivery);
			throw new NodeOperationError(this.getNode(), message, { description });
		}
		const wanted = filter.toLowerCase();
		return {
			results: results
				.map((record) => ({ name: nameOf(spec, record), value: String(record.id) }))
				.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted)),
			...(meta?.hasMore && { paginationToken: String(offset + results.length) }),
		};
	};

/** The searches behind the pickers, by the names the parameters call them by. */
export const listSearch = Object.fromEntries(
	(Object.keys(LISTS) as ListName[]).map((list) => [searchMethod(list), search(list)]),
);
