import type { INodeProperties } from 'n8n-workflow';

import { id } from '../PropexoAccounting/catalogue/field';
import { plainParameter } from '../PropexoAccounting/parameters/fieldParameter';

const named = (values: readonly string[]): Array<{ name: string; value: string }> =>
	values.map((value) => ({
		name: value.replace(/(^|_)([a-z])/g, (_, gap: string, letter: string) => (gap && ' ') + letter.toUpperCase()),
		value,
	}));

/**
 * The kinds of writes the log can be narrowed to that have to do with accounting.
 * https://docs.propexo.com/api-reference/configuration-ap-is/admin/query-write-job-logs
 */
const CATEGORIES = [
	'deposit_summaries',
	'file_upload',
	'invoices',
	'purchase_orders',
	'recurring_resident_charges',
	'resident_charges',
	'resident_payments',
	'service_request_vendors',
	'transactions',
];

/** Every parameter of the Propexo Accounting Trigger node. */
export const triggerParameters: INodeProperties[] = [
	{
		displayName: 'Watch',
		name: 'watch',
		type: 'options',
		default: 'allJobs',
		options: [
			{ name: 'All Write Jobs', value: 'allJobs', description: 'Every write of the account, from wherever it came' },
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
			{ name: 'Partial Success', value: 'partialSuccess', description: 'The PMS took a part of it, such as a bill without its file' },
			{ name: 'Success', value: 'success', description: 'The PMS took the write' },
		],
		description: 'The outcomes that start the workflow',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: { show: { watch: ['allJobs'] } },
		options: [
			{ ...plainParameter(id('integration_id', 'integration')), description: 'Only writes over this integration' },
			{
				displayName: 'Write Category',
				name: 'writeCategory',
				type: 'options',
				default: 'invoices',
				options: named(CATEGORIES),
				description: 'Only writes of this kind',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: { watch: ['allJobs'] } },
		options: [
			{
				displayName: 'Look Back',
				name: 'lookBack',
				type: 'options',
				default: 'none',
				options: [
					{ name: 'None', value: 'none', description: 'Begin with what finishes from now on' },
					{ name: 'One Hour', value: 'hour', description: 'Begin with what finished in the last hour' },
					{ name: 'One Day', value: 'day', description: 'Begin with what finished in the last day' },
				],
				description: 'Which finished jobs the first poll gives out',
			},
		],
	},
];
