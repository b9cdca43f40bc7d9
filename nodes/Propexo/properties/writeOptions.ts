import type { INodeProperties } from 'n8n-workflow';

import type { Endpoint } from '../catalogue/endpoint';

/** Seconds to wait for the outcome of a write, unless the person says otherwise. */
export const WAIT_TIMEOUT = 60;

/** Requests under way at once, unless the person says otherwise. */
export const CONCURRENCY = 10;

const waitTimeout: INodeProperties = {
	displayName: 'Wait Timeout',
	name: 'waitTimeout',
	type: 'number',
	default: WAIT_TIMEOUT,
	typeOptions: { minValue: 1 },
	description: 'How many seconds to wait before the job is passed on as PENDING',
};

const onWriteFailure: INodeProperties = {
	displayName: 'On Write Failure',
	name: 'onWriteFailure',
	type: 'options',
	default: 'error',
	options: [
		{
			name: 'Return Status',
			value: 'status',
			description: 'Pass the job on with its status and the reasons',
		},
		{
			name: 'Throw Error',
			value: 'error',
			description: 'Stop, or use the error output, as the node is set',
		},
	],
	description: 'What to do when the PMS refuses a write that Propexo had accepted',
};

const ofWrites: INodeProperties[] = [
	{
		displayName: 'Concurrency',
		name: 'concurrency',
		type: 'number',
		default: CONCURRENCY,
		typeOptions: { minValue: 1, maxValue: 50, numberPrecision: 0 },
		description: 'How many requests may be under way at once',
	},
	{
		displayName: 'Idempotency Key',
		name: 'idempotencyKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.invoice_number }}',
		description:
			'What tells one record from another over executions, such as the number of the bill',
	},
	onWriteFailure,
	{
		displayName: 'Skip Already Written',
		name: 'skipAlreadyWritten',
		type: 'boolean',
		default: false,
		description:
			'Whether to pass an item on without writing it when Propexo has accepted its Idempotency Key from this workflow before',
	},
	{
		displayName: 'Validate Only',
		name: 'validateOnly',
		type: 'boolean',
		default: false,
		description: 'Whether to check the fields and show the request without sending it',
	},
	{
		displayName: 'Wait for Completion',
		name: 'waitForCompletion',
		type: 'boolean',
		default: false,
		description: 'Whether to wait until the PMS took the write or refused it',
	},
	waitTimeout,
];

const collection = (
	show: Record<string, string[]>,
	options: INodeProperties[],
): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	displayOptions: { show },
	options,
});

/** The options of the writes and of waiting for a job. */
export const optionProperties = (writes: readonly Endpoint[]): INodeProperties[] => [
	collection(
		{
			resource: [...new Set(writes.map((write) => write.resource))],
			operation: [...new Set(writes.map((write) => write.operation))],
		},
		ofWrites,
	),
	collection({ resource: ['writeJob'], operation: ['wait'] }, [onWriteFailure, waitTimeout]),
];
