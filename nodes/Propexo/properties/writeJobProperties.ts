import type { INodeProperties } from 'n8n-workflow';

import { writeLogProperties } from './writeLogProperties';

/** The Operation dropdown of the Write Job resource. */
export const writeJobOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'get',
	displayOptions: { show: { resource: ['writeJob'] } },
	options: [
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many write jobs',
			description: 'Get many finished write jobs from the write log',
		},
		{
			name: 'Get Status',
			value: 'get',
			action: 'Get write job status',
			description: 'Ask once how far a write has come',
		},
		{
			name: 'Retry',
			value: 'retry',
			action: 'Retry write job',
			description: 'Let Propexo try a write again that the PMS refused',
		},
		{
			name: 'Wait for Outcome',
			value: 'wait',
			action: 'Wait for write job outcome',
			description: 'Ask until the PMS took the write or refused it',
		},
	],
};

/** The parameters of the Write Job resource. */
export const writeJobProperties: INodeProperties[] = [
	{
		displayName: 'Job ID',
		name: 'jobId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. {{ $json.job_id }}',
		displayOptions: { show: { resource: ['writeJob'], operation: ['get', 'retry', 'wait'] } },
		description: 'The job_id that a write operation gave out',
	},
	...writeLogProperties,
];
