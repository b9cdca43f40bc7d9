import type { INodeProperties } from 'n8n-workflow';

import { batchListField, type Endpoint } from '../catalogue/endpoint';
import { fieldText, listInputLabel } from '../catalogue/labels';
import { inSentence } from '../catalogue/records';
import { mergeIdentical, type ScopedProperty, showFor } from './displayOptions';
import { rowsAsJsonProperty } from './fieldProperty';
import { listParameters } from './parameterNames';
import { BATCH_SIZE_OPTION } from './writeOptions';

/** Shows a parameter where each input item is one row of the batch. */
export const ITEMS = { chargesInput: ['items'] };

const FIELDS = { specifyBody: ['fields'] };

const scopedProperties = (
	endpoints: readonly Endpoint[],
	parametersOf: (endpoint: Endpoint) => INodeProperties[],
): ScopedProperty[] =>
	mergeIdentical(
		endpoints
			.filter(batchListField)
			.flatMap((endpoint) =>
				parametersOf(endpoint).map((parameter) => ({ parameter, endpoints: [endpoint] })),
			),
	);

const inputOf = (endpoint: Endpoint): INodeProperties[] => {
	const rows = batchListField(endpoint)!;
	const { label } = fieldText(rows);
	return [
		{
			displayName: listInputLabel(rows),
			name: listParameters(rows.name).input,
			type: 'options',
			default: 'items',
			options: [
				{
					name: 'Input Items',
					value: 'items',
					description: 'Each input item becomes one charge',
				},
				{
					name: 'JSON',
					value: 'json',
					description: 'Each input item provides a whole batch as JSON',
				},
			],
			description: `Where to take the ${inSentence(label)} from`,
		},
	];
};

const batchSettings = (endpoint: Endpoint): INodeProperties[] => [
	{
		...rowsAsJsonProperty(batchListField(endpoint)!),
		required: true,
		displayOptions: { show: { [listParameters(endpoint.batchOf!).input]: ['json'] } },
	},
	{
		displayName: 'Batch Group',
		name: 'batchGroup',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.location }}',
		displayOptions: { show: ITEMS },
		description:
			'Items with different values go into separate batches. Items of different integrations are always separate.',
	},
	{ ...BATCH_SIZE_OPTION.property, displayOptions: { show: ITEMS } },
];

/** The choice between one row per input item and a whole batch as JSON. */
export const batchInput = (endpoints: readonly Endpoint[]): INodeProperties[] =>
	scopedProperties(endpoints, inputOf).flatMap((one) => showFor(one, endpoints, FIELDS));

/** The JSON of a batch, and how input items are grouped into batches. */
export const batchLimits = (endpoints: readonly Endpoint[]): INodeProperties[] =>
	scopedProperties(endpoints, batchSettings).flatMap((one) => showFor(one, endpoints, FIELDS));
