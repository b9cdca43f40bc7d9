import {
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
	NodeOperationError,
} from 'n8n-workflow';

import {
	type ListName,
	type ListRecord,
	LISTS,
	type ListSpec,
	plural,
	SEARCHED,
} from '../catalogue/pickers';
import { PMS_LABELS } from '../catalogue/pms';
import { unwrap } from '../properties/extractLocatorValue';
import { searchMethod } from '../properties/fieldProperty';
import { parameterName } from '../properties/parameterNames';
import { openClient } from '../transport/client';
import { CREDENTIAL } from '../transport/credential';
import { explain } from '../transport/errorMessages';
import type { Delivery } from '../transport/http';
import { type ListResult, PAGE, readPage, wholeList } from './listCache';

/** How long a list may wait for the rate limit, in milliseconds, before it says so. */
const LONGEST_WAIT = 5_000;

/** How many matches are shown before the person scrolls on. */
const MATCHES = 100;

const labelOf = (spec: ListSpec, record: ListRecord): string =>
	spec.name(record).filter(Boolean).map(String).join(' · ') || String(record.id);

const toItem = (spec: ListSpec, record: ListRecord): INodeListSearchItems => ({
	name: labelOf(spec, record),
	value: String(record.id),
});

const matches = (spec: ListSpec, record: ListRecord, words: readonly string[]): boolean => {
	const text = [labelOf(spec, record), ...SEARCHED.map((key) => record[key] ?? '')]
		.join('\n')
		.toLowerCase();
	return words.every((word) => text.includes(word));
};

/** What is chosen in the same row of a list, or else in the form or among its filters. */
const chosen = (context: ILoadOptionsFunctions, parameter: string): string => {
	const values = [`&${parameter}`, parameter, `filters.${parameter}`].map((name) =>
		unwrap(context.getCurrentNodeParameter(name)),
	);
	const value = values.find((one) => typeof one === 'string' && one !== '' && !one.startsWith('='));
	return typeof value === 'string' ? value : '';
};

const filtersOf = (context: ILoadOptionsFunctions, { narrowBy }: ListSpec): IDataObject =>
	Object.fromEntries(
		narrowBy
			.map((field) => [field, chosen(context, parameterName(field))])
			.filter(([, value]) => value),
	);

/** Only those of the chosen PMS; of a vendor nobody knows here, Propexo itself has to say. */
const belongsTo = (spec: ListSpec, record: ListRecord, pms: string): boolean => {
	const its = spec.pms?.(record);
	return its === undefined || !pms || its === pms || !(its in PMS_LABELS);
};

const sorted = (items: INodeListSearchItems[]): INodeListSearchItems[] =>
	items.sort((a, b) => a.name.localeCompare(b.name));

/** Turns what could not be read into the sentence that n8n shows instead of the list. */
const orThrow = <T>(context: ILoadOptionsFunctions, result: ListResult<T>): T => {
	if ('list' in result) return result.list;
	throw listError(context, result.delivery);
};

const listError = (context: ILoadOptionsFunctions, delivery: Delivery): NodeOperationError => {
	const { message, description } = explain(delivery);
	return new NodeOperationError(context.getNode(), message, { description });
};

const nothing = (context: ILoadOptionsFunctions, { noun }: ListSpec): NodeOperationError =>
	new NodeOperationError(context.getNode(), `Propexo holds no ${plural(noun)} for what is chosen`, {
		description: `They come with the next sync of the integration. Until then, choose By ID.`,
	});

const search = (list: ListName) =>
	async function (
		this: ILoadOptionsFunctions,
		filter = '',
		token?: string,
	): Promise<INodeListSearchResult> {
		const spec: ListSpec = LISTS[list];
		const client = await openClient(this, { longest: LONGEST_WAIT, concurrency: 5 });
		const query = filtersOf(this, spec);
		const from = Number(token ?? 0);
		const pms = spec.pms ? chosen(this, 'pms') : '';
		const words = filter.toLowerCase().split(/\s+/).filter(Boolean);

		if (!words.length) {
			const { records, hasMore } = orThrow(this, await readPage(client, spec.path, query, from));
			const offered = records.filter((record) => belongsTo(spec, record, pms));
			if (!offered.length && !hasMore && !from) throw nothing(this, spec);
			const results = sorted(offered.map((record) => toItem(spec, record)));
			return { results, ...(hasMore && { paginationToken: String(from + PAGE) }) };
		}
		const account = JSON.stringify(await this.getCredentials(CREDENTIAL));
		const all = orThrow(this, await wholeList(client, account, spec.path, query));
		const found = all.filter(
			(record) => belongsTo(spec, record, pms) && matches(spec, record, words),
		);
		const results = sorted(found.map((record) => toItem(spec, record))).slice(from, from + MATCHES);
		return {
			results,
			...(found.length > from + MATCHES && { paginationToken: String(from + MATCHES) }),
		};
	};

/** The searches behind the pickers, by the names the parameters call them by. */
export const listSearch = Object.fromEntries(
	(Object.keys(LISTS) as ListName[]).map((list) => [searchMethod(list), search(list)]),
);
