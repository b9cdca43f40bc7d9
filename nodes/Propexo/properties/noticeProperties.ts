import type { INodeProperties } from 'n8n-workflow';

import type { Endpoint, Resource } from '../catalogue/endpoint';
import { mergeIdentical, type ScopedProperty, showFor } from './displayOptions';

export const NO_CREATED_ID =
	"This PMS doesn't return the new record's ID. The record appears in Propexo after the next sync.";

export const BETA = 'This endpoint is in beta and may change.';

const pmsNotices = ({ approval, notices = [] }: Endpoint): string[] => [
	...(approval ? [approval] : []),
	...notices,
];

const sharedNotices = ({ isBeta, createdRecordId }: Endpoint): string[] => [
	...(isBeta ? [BETA] : []),
	...(createdRecordId === 'notRetrievable' ? [NO_CREATED_ID] : []),
];

const slug = (sentence: string): string =>
	sentence
		.replace(/[^A-Za-z]+/g, ' ')
		.trim()
		.split(' ')
		.slice(0, 8)
		.join(' ');

const toNotice = (sentence: string): INodeProperties => ({
	displayName: sentence,
	name: `notice${slug(sentence).replace(/ (.)/g, (_, letter: string) => letter.toUpperCase())}`,
	type: 'notice',
	default: '',
});

/** Shown before a PMS is selected, to users who look for one that is missing. */
const operationNotices = (resources: readonly Resource[]): INodeProperties[] =>
	resources.flatMap(({ resource, operations }) =>
		operations.flatMap(({ operation, notices = [] }) =>
			notices.map((sentence) => ({
				...toNotice(sentence),
				displayOptions: { show: { resource: [resource], operation: [operation] } },
			})),
		),
	);

/** What users have to know before writing, shown for the endpoints that it applies to. */
export function noticeProperties(
	resources: readonly Resource[],
	endpoints: readonly Endpoint[],
): INodeProperties[] {
	// What is specific to a PMS comes before what many share: it matters more.
	const scoped: ScopedProperty[] = [pmsNotices, sharedNotices].flatMap((noticesOf) =>
		endpoints.flatMap((endpoint) =>
			noticesOf(endpoint).map((sentence) => ({
				parameter: toNotice(sentence),
				endpoints: [endpoint],
			})),
		),
	);
	return [
		...operationNotices(resources),
		...mergeIdentical(scoped).flatMap((one) => showFor(one, endpoints)),
	];
}
