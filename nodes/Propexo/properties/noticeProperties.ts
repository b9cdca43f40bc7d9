import type { INodeProperties } from 'n8n-workflow';

import type { Endpoint, Resource } from '../catalogue/endpoint';
import { mergeIdentical, type ScopedProperty, showFor } from './displayOptions';

const NO_CREATED_ID =
	'This PMS gives back no id of the new record. It shows up in Propexo with the next sync.';

const BETA = 'Propexo calls this endpoint a beta: it may still change.';

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

/** What holds whatever the PMS is shown before one is chosen, to a person who looks for one that is missing. */
const operationNotices = (resources: readonly Resource[]): INodeProperties[] =>
	resources.flatMap(({ resource, operations }) =>
		operations.flatMap(({ operation, notices = [] }) =>
			notices.map((sentence) => ({
				...toNotice(sentence),
				displayOptions: { show: { resource: [resource], operation: [operation] } },
			})),
		),
	);

/** What a person must know before writing, shown for the endpoints it is true of. */
export function noticeProperties(
	resources: readonly Resource[],
	endpoints: readonly Endpoint[],
): INodeProperties[] {
	// What is special to a PMS comes before what holds for many: it matters more.
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
