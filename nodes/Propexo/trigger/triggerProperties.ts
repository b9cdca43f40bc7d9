import type { INodeProperties } from 'n8n-workflow';

import { LOG_CATEGORY, LOG_INTEGRATION } from '../catalogue/logFilters';
import { filterCollection } from '../properties/readProperties';

/** Minutes after which a job that has not finished counts as stalled, unless the person says otherwise. */
export const STALLED_AFTER = 60;

/** Every parameter of the Propexo Accounting Trigger node. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Watch',
		name: 'watch',
		type: 'options',
		default: 'allJobs',
		options: [
			{
				name: 'All Write Jobs',
				value: 'allJobs',
				description: 'Every write of the account, from wherever it came',
			},
			{ name: 'Some Write Jobs', value: 'jobIds', description: 'Only the jobs that you name' },
		],
		description: 'Which write jobs to watch',
	},
	{
		displayName: 'Job IDs',
		name: 'jobIds',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. cmf3k1x2y0001, cmf3k1x2y0002',
		displayOptions: { show: { watch: ['jobIds'] } },
		description: 'The IDs of the jobs to watch, separated by commas',
	},
	{
		displayName: 'Trigger On',
		name: 'triggerOn',
		type: 'multiOptions',
		required: true,
		default: ['success', 'partialSuccess', 'failure'],
		options: [
			{ name: 'Failure', value: 'failure', description: 'The PMS did not take the write' },
			{
				name: 'Partial Success',
				value: 'partialSuccess',
				description: 'The PMS took a part of it, such as a bill without its file',
			},
			{
				name: 'Stalled',
				value: 'stalled',
				description:
					'A write that is watched by its ID, or was tried before, has not come to an end for long',
			},
			{ name: 'Success', value: 'success', description: 'The PMS took the write' },
		],
		description: 'The outcomes that start the workflow',
	},
	filterCollection([LOG_INTEGRATION, LOG_CATEGORY], { watch: ['allJobs'] }),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Look Back',
				name: 'lookBack',
				type: 'options',
				default: 'none',
				displayOptions: { show: { '/watch': ['allJobs'] } },
				options: [
					{ name: 'None', value: 'none', description: 'Begin with what finishes from now on' },
					{
						name: 'One Hour',
						value: 'hour',
						description: 'Begin with what finished in the last hour',
					},
					{
						name: 'One Day',
						value: 'day',
						description: 'Begin with what finished in the last day',
					},
				],
				description: 'Which finished jobs the first poll gives out',
			},
			{
				displayName: 'Stalled After (Minutes)',
				name: 'stalledAfter',
				type: 'number',
				default: STALLED_AFTER,
				typeOptions: { minValue: 1 },
				description: 'After how long a job that has not come to an end counts as stalled',
			},
		],
	},
];
