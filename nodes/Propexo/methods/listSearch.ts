import {
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
	NodeOperationError,
} from 'n8n-workflow';

import {
	type ListRecord,
	type PickerName,
	PICKERS,
	type PickerSpec,
	pluralOf,
	SEARCH_FIELDS,
} from '../catalogue/pickers';
import { PMS_LABELS } from '../catalogue/pms';
import { extractLocatorValue } from '../properties/extractLocatorValue';
import { searchMethod } from '../properties/fieldProperty';
import { parameterName } from '../properties/parameterNames';
import { openClient } from '../transport/client';
import { CREDENTIAL } from '../transport/credential';
import { describeFailure } from '../transport/errorMessages';
import type { HttpOutcome } from '../transport/httpOutcome';
import { type ListResult, PAGE, readPage, wholeList } from './listCache';

/** How long a list may wait for the rate limit, in milliseconds, before it says so. */
const MAX_RATE_LIMIT_WAIT = 5_000;

/** How many matches are shown before the person scrolls on. */
const MATCHES_PER_PAGE = 100;

const labelOf = (spec: PickerSpec, record: ListRecord): string =>
	spec.name(record).filter(Boolean).map(String).join(' · ') || String(record.id);

const toItem = (spec: PickerSpec, record: ListRecord): INodeListSearchItems => ({
	name: labelOf(spec, record),
	value: String(record.id),
});

const matches = (spec: PickerSpec, record: ListRecord, words: readonly string[]): boolean => {
	const text = [labelOf(spec, record), ...SEARCH_FIELDS.map((key) => record[key] ?? '')]
		.join('\n')
		.toLowerCase();
	return words.every((word) => text.includes(word));
};

/** What is chosen in the same row of a list, or else in the form or among its filters. */
const selectedValue = (context: ILoadOptionsFunctions, parameter: string): string => {
	const values = [`&${parameter}`, parameter, `filters.${parameter}`].map((name) =>
		extractLocatorValue(context.getCurrentNodeParameter(name)),
	);
	const value = values.find((one) => typeof one === 'string' && one !== '' && !one.startsWith('='));
	return typeof value === 'string' ? value : '';
};

const filtersOf = (context: ILoadOptionsFunctions, { narrowBy }: PickerSpec): IDataObject =>
	Object.fromEntries(
		narrowBy
			.map((field) => [field, selectedValue(context, parameterName(field))])
			.filter(([, value]) => value),
	);

/** Only those of the chosen PMS; of a vendor nobody knows here, Propexo itself has to say. */
const belongsTo = (spec: PickerSpec, record: ListRecord, pms: string): boolean => {
	const its = spec.pms?.(record);
	return its === undefined || !pms || its === pms || !(its in PMS_LABELS);
};

const sorted = (items: INodeListSearchItems[]): INodeListSearchItems[] =>
	items.sort((a, b) => a.name.localeCompare(b.name));

/** Turns what could not be read into the sentence that n8n shows instead of the list. */
const unwrapOrThrow = <T>(context: ILoadOptionsFunctions, result: ListResult<T>): T => {
	if ('list' in result) return result.list;
	throw toListError(context, result.delivery);
};

const toListError = (context: ILoadOptionsFunctions, delivery: HttpOutcome): NodeOperationError => {
	const { message, description } = describeFailure(delivery);
	return new NodeOperationError(context.getNode(), message, { description });
};

const emptyListError = (context: ILoadOptionsFunctions, { noun }: PickerSpec): NodeOperationError =>
	new NodeOperationError(
		context.getNode(),
		`Propexo holds no ${pluralOf(noun)} for what is chosen`,
		{
			description: `They come with the next sync of the integration. Until then, choose By ID.`,
		},
	);

const search = (list: PickerName) =>
	async function (
		this: ILoadOptionsFunctions,
		filter = '',
		token?: string,
	): Promise<INodeListSearchResult> {
		const spec: PickerSpec = PICKERS[list];
		const client = await openClient(this, {
			maxRateLimitWait: MAX_RATE_LIMIT_WAIT,
			concurrency: 5,
		});
		const query = filtersOf(this, spec);
		const from = Number(token ?? 0);
		const pms = spec.pms ? selectedValue(this, 'pms') : '';
		const words = filter.toLowerCase().split(/\s+/).filter(Boolean);

		if (!words.length) {
			const { records, hasMore } = unwrapOrThrow(
				this,
				await readPage(client, spec.path, query, from),
			);
			const offered = records.filter((record) => belongsTo(spec, record, pms));
			if (!offered.length && !hasMore && !from) throw emptyListError(this, spec);
			const results = sorted(offered.map((record) => toItem(spec, record)));
			return { results, ...(hasMore && { paginationToken: String(from + PAGE) }) };
		}
		const account = JSON.stringify(await this.getCredentials(CREDENTIAL));
		const all = unwrapOrThrow(this, await wholeList(client, account, spec.path, query));
		const found = all.filter(
			(record) => belongsTo(spec, record, pms) && matches(spec, record, words),
		);
		const results = sorted(found.map((record) => toItem(spec, record))).slice(
			from,
			from + MATCHES_PER_PAGE,
		);
		return {
			results,
			...(found.length > from + MATCHES_PER_PAGE && {
				paginationToken: String(from + MATCHES_PER_PAGE),
			}),
		};
	};

/** The searches behind the pickers, by the names the parameters call them by. */
export const listSearch = Object.fromEntries(
	(Object.keys(PICKERS) as PickerName[]).map((list) => [searchMethod(list), search(list)]),
);
