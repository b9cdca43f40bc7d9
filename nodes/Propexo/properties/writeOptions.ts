import type { INodeProperties } from 'n8n-workflow';

import type { Endpoint } from '../catalogue/endpoint';
import {
	booleanOption,
	countOption,
	enumOption,
	positiveOption,
	textListOption,
} from './defineOption';
import { optionsCollection } from './optionsCollection';

/** Requests in flight at the same time, unless an option says otherwise. */
export const CONCURRENCY = 10;

/** The options of a write, for all items of a run. */
export const WRITE_OPTIONS = {
	concurrency: countOption(
		{
			displayName: 'Parallel Requests',
			name: 'concurrency',
			typeOptions: { maxValue: 50 },
			description: 'Maximum number of requests to send at the same time',
		},
		CONCURRENCY,
	),
	onWriteFailure: enumOption(
		{
			displayName: 'On Write Failure',
			name: 'onWriteFailure',
			options: [
				{
					name: 'Return Status',
					value: 'status',
					description: 'Return the job with its status and errors',
				},
				{
					name: 'Throw Error',
					value: 'error',
					description: "Fail the item, following the node's On Error setting",
				},
			],
			description: 'What to do when the PMS rejects a write that Propexo accepted',
		},
		['error', 'status'],
	),
	releaseKeys: textListOption({
		displayName: 'Release Keys',
		name: 'releaseKeys',
		description:
			'Idempotency keys to write again although they are known, one per line. Remove them after the run.',
	}),
	unknownOutcome: enumOption(
		{
			displayName: 'On Unknown Outcome',
			name: 'unknownOutcome',
			options: [
				{
					name: 'Find in Write Log',
					value: 'findInLog',
					description: 'Look for the write in the write log, up to Wait Timeout, before failing',
				},
				{
					name: 'Throw Error',
					value: 'error',
					description: "Fail the item, following the node's On Error setting",
				},
			],
			description: "What to do when Propexo's response to a write is lost",
		},
		['error', 'findInLog'],
	),
	validateOnly: booleanOption({
		displayName: 'Validate Only',
		name: 'validateOnly',
		description: 'Whether to validate the fields and return the request without sending it',
	}),
	waitForCompletion: booleanOption({
		displayName: 'Wait for Completion',
		name: 'waitForCompletion',
		description: 'Whether to wait until the PMS accepts or rejects the write',
	}),
	waitTimeout: positiveOption(
		{
			displayName: 'Wait Timeout (Seconds)',
			name: 'waitTimeout',
			description:
				'Seconds to wait before returning the job as PENDING, or to search the write log',
		},
		60,
	),
} as const;

/** A parameter of batches at the top level, for all items of a run. */
export const BATCH_SIZE_OPTION = countOption(
	{
		displayName: 'Batch Size',
		name: 'batchSize',
		description: 'Maximum number of items per batch',
	},
	100,
	'batchSize',
);

/** Unlike the others it may differ between items. Keys are in use where the option is set. */
export const IDEMPOTENCY_KEY: INodeProperties = {
	displayName: 'Idempotency Key',
	name: 'idempotencyKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.vendor_id }}-{{ $json.invoice_number }}',
	description:
		'Unique key of the record, such as vendor and bill number. A record that an execution of this workflow has sent is not sent again.',
};

/** The options of writes, and those of waiting for a job. */
export const optionProperties = (endpoints: readonly Endpoint[]): INodeProperties[] => [
	optionsCollection(
		{
			resource: [...new Set(endpoints.map(({ resource }) => resource))],
			operation: [...new Set(endpoints.map(({ operation }) => operation))],
		},
		[...Object.values(WRITE_OPTIONS).map(({ property }) => property), IDEMPOTENCY_KEY],
	),
	optionsCollection({ resource: ['writeJob'], operation: ['wait'] }, [
		WRITE_OPTIONS.onWriteFailure.property,
		WRITE_OPTIONS.waitTimeout.property,
	]),
];
