import type { INodeProperties } from 'n8n-workflow';

import type { Resource, WriteOperation } from '../catalogue/endpoint';
import { merge, type Placed, shownFor } from './displayOptions';

const NO_CREATED_ID =
	'This PMS gives back no id of the new record. It shows up in Propexo with the next sync.';

const BETA = 'Propexo calls this endpoint a beta: it may still change.';

const ofOneself = ({ approval, notices = [] }: WriteOperation): string[] => [
	...(approval ? [approval] : []),
	...notices,
];

const ofMany = ({ isBeta, createdRecordId }: WriteOperation): string[] => [
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

const asParameter = (sentence: string): INodeProperties => ({
	displayName: sentence,
	name: `notice${slug(sentence).replace(/ (.)/g, (_, letter: string) => letter.toUpperCase())}`,
	type: 'notice',
	default: '',
});

/** What holds whatever the PMS is shown before one is chosen, to a person who looks for one that is missing. */
const ofOperations = (resources: readonly Resource[]): INodeProperties[] =>
	resources.flatMap(({ resource, operations }) =>
		operations.flatMap(({ operation, notices = [] }) =>
			notices.map((sentence) => ({
				...asParameter(sentence),
				displayOptions: { show: { resource: [resource], operation: [operation] } },
			})),
		),
	);

/**
 * What a person must know before writing, shown for the endpoints it is true of.
 * @param resources the resources of the catalogue
 * @param writes every endpoint of the catalogue
 */
export function noticeParameters(
	resources: readonly Resource[],
	writes: readonly WriteOperation[],
): INodeProperties[] {
	// What is special to a PMS comes before what holds for many: it matters more.
	const placed: Placed[] = [ofOneself, ofMany].flatMap((noticesOf) =>
		writes.flatMap((write) =>
			noticesOf(write).map((sentence) => ({ parameter: asParameter(sentence), writes: [write] })),
		),
	);
	return [...ofOperations(resources), ...merge(placed).flatMap((one) => shownFor(one, writes))];
}
