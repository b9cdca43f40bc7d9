import {
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
	type INodeType,
} from 'n8n-workflow';

import { PMS_LABELS } from '../catalogue/pms';
import {
	hasPicker,
	type ListRecord,
	type PickerName,
	type PickerSpec,
	type RecordName,
	RECORDS,
	SEARCH_FIELDS,
} from '../catalogue/records';
import { extractLocatorValue } from '../properties/extractLocatorValue';
import { parameterName } from '../properties/parameterNames';
import { searchMethod } from '../properties/resourceLocator';
import { openClient } from '../transport/client';
import { CREDENTIAL } from '../transport/credential';
import { describeFailure } from '../transport/errorMessages';
import { nodeError } from '../transport/nodeError';
import type { ListError } from '../transport/pagination';
import { readRecordPage } from '../transport/readRecords';
import { TIMING, type Timing } from '../transport/timing';
import type { ErrorSentences } from '../utils/errorText';
import type { Result } from '../utils/result';
import { trimSpace } from '../utils/trimSpace';
import { cachedList, SEARCH_CONCURRENCY } from './listCache';

/** How long a list may wait for the rate limit before it says so, in milliseconds. */
const PICKER_RATE_LIMIT_WAIT = 5_000;

/** How many matches are shown before the user scrolls on. */
const MATCHES_PER_PAGE = 100;

const recordTitle = ({ name }: PickerSpec, record: ListRecord): string =>
	name(record).filter(Boolean).map(String).join(' · ') || String(record.id);

const matchesSearch = (
	picker: PickerSpec,
	record: ListRecord,
	words: readonly string[],
): boolean => {
	const text = [recordTitle(picker, record), ...SEARCH_FIELDS.map((field) => record[field] ?? '')]
		.join('\n')
		.toLowerCase();
	return words.every((word) => text.includes(word));
};

/** What is selected in the same row of a list, else in the form, else among its filters. */
const selectedValue = (context: ILoadOptionsFunctions, parameter: string): string => {
	const values = [`&${parameter}`, parameter, `filters.${parameter}`].map((name) => {
		const value = extractLocatorValue(context.getCurrentNodeParameter(name));
		return typeof value === 'string' ? trimSpace(value) : '';
	});
	return values.find((value) => value !== '' && !value.startsWith('=')) ?? '';
};

const queryOf = (context: ILoadOptionsFunctions, { dependsOn }: PickerSpec): IDataObject =>
	Object.fromEntries(
		dependsOn
			.map((filter) => [filter, selectedValue(context, parameterName(filter))])
			.filter(([, value]) => value),
	);

/** Whether a record is of the selected PMS; one of an unknown PMS is left to Propexo to refuse. */
const belongsTo = (picker: PickerSpec, record: ListRecord, pms: string): boolean => {
	const recordPms = picker.pms?.(record);
	return recordPms === undefined || !pms || recordPms === pms || !(recordPms in PMS_LABELS);
};

const toSearchItems = (
	picker: PickerSpec,
	records: readonly ListRecord[],
): INodeListSearchItems[] =>
	records
		.map((record) => ({ name: recordTitle(picker, record), value: String(record.id) }))
		.sort((a, b) => a.name.localeCompare(b.name));

/** n8n shows the error's message instead of the list. */
const unwrapOrThrow = <T>(context: ILoadOptionsFunctions, result: Result<T, ListError>): T => {
	if (result.ok) return result.value;
	throw toListError(context, result.error);
};

const toListError = (context: ILoadOptionsFunctions, error: ListError): Error => {
	const { message, description } = describeFailure(error);
	return nodeError(context.getNode(), { message, description });
};

/** What a picker says where its list is empty. */
export const emptyListText = (plural: string): ErrorSentences => ({
	message: `No ${plural} found for this selection`,
	description: 'Records appear after the next sync of the integration. Until then, use By ID.',
});

const search = (record: PickerName, timing: Timing) =>
	async function (
		this: ILoadOptionsFunctions,
		filter = '',
		token?: string,
	): Promise<INodeListSearchResult> {
		const { listPath, plural } = RECORDS[record];
		const picker: PickerSpec = RECORDS[record].picker;
		const client = await openClient(this, {
			maxRateLimitWait: PICKER_RATE_LIMIT_WAIT,
			concurrency: SEARCH_CONCURRENCY,
			timing,
		});
		const list = { path: listPath, query: queryOf(this, picker) };
		const from = Number(token ?? 0);
		const pms = picker.pms ? selectedValue(this, 'pms') : '';
		const words = filter.toLowerCase().split(/\s+/).filter(Boolean);

		if (!words.length) {
			const page = unwrapOrThrow(this, await readRecordPage(client, list, from));
			const hasMore = !page.isLast && page.rows.length > 0;
			const offered = page.rows.filter((row) => belongsTo(picker, row, pms));
			if (!offered.length && !hasMore && !from)
				throw nodeError(this.getNode(), emptyListText(plural));
			return {
				results: toSearchItems(picker, offered),
				...(hasMore && { paginationToken: String(from + page.rows.length) }),
			};
		}
		const account = JSON.stringify(await this.getCredentials(CREDENTIAL));
		const all = unwrapOrThrow(this, await cachedList(client, account, list));
		const found = all.filter(
			(row) => belongsTo(picker, row, pms) && matchesSearch(picker, row, words),
		);
		const end = from + MATCHES_PER_PAGE;
		return {
			results: toSearchItems(picker, found).slice(from, end),
			...(found.length > end && { paginationToken: String(end) }),
		};
	};

type ListSearch = NonNullable<NonNullable<INodeType['methods']>['listSearch']>;

/** The searches behind the pickers, by the names the parameters call them by. */
export const createListSearch = (timing: Timing): ListSearch =>
	Object.fromEntries(
		(Object.keys(RECORDS) as RecordName[])
			.filter(hasPicker)
			.map((record) => [searchMethod(record), search(record, timing)]),
	);

export const listSearch = createListSearch(TIMING);
