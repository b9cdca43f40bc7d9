import type { INodeProperties } from 'n8n-workflow';

import {
	hasPicker,
	type PickerName,
	type RecordName,
	recordNoun,
	recordSpec,
} from '../catalogue/records';

type Locator = Pick<INodeProperties, 'type' | 'default' | 'modes'>;

/** The name of the list search behind a picker. */
export const searchMethod = (record: PickerName): string =>
	`search${record[0]!.toUpperCase()}${record.slice(1)}`;

const SLOW_LOAD_NOTICE = {
	message: 'Loading from Propexo is taking a while. Long lists load once and are then cached.',
	timeout: 4_000,
};

const ID_PLACEHOLDER = 'e.g. cmf3k1x2y0001';

/** "A unit", but "an invoice". */
const articleOf = (noun: string): string => (/^(?!uni)[aeiou]/.test(noun) ? 'an' : 'a');

const fromList = (record: PickerName): Locator => {
	const noun = recordNoun(record);
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Choose ${articleOf(noun)} ${noun}…`,
				typeOptions: {
					searchListMethod: searchMethod(record),
					searchable: true,
					slowLoadNotice: SLOW_LOAD_NOTICE,
				},
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: ID_PLACEHOLDER },
		],
	};
};

const byId = (hint?: string): Locator => ({
	type: 'resourceLocator',
	default: { mode: 'id', value: '' },
	modes: [
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: ID_PLACEHOLDER,
			...(hint && { hint }),
		},
	],
});

/** The selection of a record: from its list where there is one, or by its ID. */
export const resourceLocator = (record: RecordName): Locator =>
	hasPicker(record) ? fromList(record) : byId(recordSpec(record).idHint);
