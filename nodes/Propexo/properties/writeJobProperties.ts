import type { INodeProperties } from 'n8n-workflow';

import { writeLogProperties } from './writeLogProperties';

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
			description: 'Get the current status of a write job',
		},
		{
			name: 'Retry',
			value: 'retry',
			action: 'Retry write job',
			description: 'Retry a write that the PMS rejected',
		},
		{
			name: 'Wait for Outcome',
			value: 'wait',
			action: 'Wait for write job outcome',
			description: 'Wait until the PMS accepts or rejects the write',
		},
	],
};

export const writeJobProperties: INodeProperties[] = [
	{
		displayName: 'Job ID',
		name: 'jobId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. {{ $json.job_id }}',
		displayOptions: { show: { resource: ['writeJob'], operation: ['get', 'retry', 'wait'] } },
		description: 'The job_id returned by a write operation',
	},
	...writeLogProperties,
];
