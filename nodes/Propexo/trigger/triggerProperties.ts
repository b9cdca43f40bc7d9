import type { INodeProperties } from 'n8n-workflow';

import { LOG_CATEGORY, LOG_INTEGRATION } from '../catalogue/logFilters';
import { filterCollection } from '../properties/readProperties';

/** The default number of minutes before an unfinished job is reported as stalled. */
export const STALLED_AFTER = 60;

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
				description: 'All writes in the account, including those made outside n8n',
			},
			{ name: 'Specific Write Jobs', value: 'jobIds', description: 'Only the job IDs you list' },
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
			{ name: 'Failure', value: 'failure', description: 'The PMS rejected the write' },
			{
				name: 'Partial Success',
				value: 'partialSuccess',
				description: 'The PMS accepted part of the write, such as a bill without its attachment',
			},
			{
				name: 'Stalled',
				value: 'stalled',
				description:
					'The job is still unfinished after Stalled After. Applies to jobs listed by ID and jobs with at least one attempt.',
			},
			{ name: 'Success', value: 'success', description: 'The PMS accepted the write' },
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
					{ name: 'None', value: 'none', description: 'Only jobs that finish after activation' },
					{
						name: 'One Hour',
						value: 'hour',
						description: 'Also jobs that finished in the last hour',
					},
					{
						name: 'One Day',
						value: 'day',
						description: 'Also jobs that finished in the last day',
					},
				],
				description: 'Which already finished jobs to return on the first poll',
			},
			{
				displayName: 'Stalled After (Minutes)',
				name: 'stalledAfter',
				type: 'number',
				default: STALLED_AFTER,
				typeOptions: { minValue: 1 },
				description: 'Minutes before an unfinished job is reported as stalled',
			},
		],
	},
];
