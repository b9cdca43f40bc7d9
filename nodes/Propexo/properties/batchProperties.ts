import type { INodeProperties } from 'n8n-workflow';

import { batchListField, type Endpoint } from '../catalogue/endpoint';
import { fieldText } from '../catalogue/labels';
import { mergeIdentical, type ScopedProperty, showFor } from './displayOptions';
import { rowsAsJsonProperty } from './fieldProperty';
import { listParameters } from './parameterNames';

/** How many charges one request holds at most; Propexo documents no limit of its own. */
export const BATCH_SIZE = 100;

/** Shows a parameter where every input item is one row of the batch. */
export const ITEMS = { chargesInput: ['items'] };

const FIELDS = { specifyBody: ['fields'] };

const batchProperties = (
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
			displayName: `${label} Input`,
			name: listParameters(rows.name).input,
			type: 'options',
			default: 'items',
			options: [
				{
					name: 'Input Items',
					value: 'items',
					description: 'Every input item is one row of a batch',
				},
				{
					name: 'JSON',
					value: 'json',
					description: 'Every input item gives a whole batch as JSON',
				},
			],
			description: `Where ${label.toLowerCase()} come from`,
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
			'Items with another value here go in another batch. Items of different integrations never share one.',
	},
	{
		displayName: 'Batch Size',
		name: 'batchSize',
		type: 'number',
		default: BATCH_SIZE,
		typeOptions: { minValue: 1, numberPrecision: 0 },
		displayOptions: { show: ITEMS },
		description: 'How many items one batch holds at most',
	},
];

/** The choice between one row an input item and a whole batch as JSON. */
export const batchInput = (endpoints: readonly Endpoint[]): INodeProperties[] =>
	batchProperties(endpoints, inputOf).flatMap((one) => showFor(one, endpoints, FIELDS));

/** The JSON of a batch, and how input items are put together into batches. */
export const batchLimits = (endpoints: readonly Endpoint[]): INodeProperties[] =>
	batchProperties(endpoints, batchSettings).flatMap((one) => showFor(one, endpoints, FIELDS));
