import type { INodeProperties } from 'n8n-workflow';

import { LOG_FILTERS } from '../catalogue/logFilters';
import { optionsCollection } from './optionsCollection';
import { pagingProperties } from './pagingProperties';
import { filterCollection } from './readProperties';

const show = { resource: ['writeJob'], operation: ['getMany'] };

/** The parameters of Write Job > Get Many. */
export const writeLogProperties: INodeProperties[] = [
	...pagingProperties(show),
	filterCollection(LOG_FILTERS, show),
	optionsCollection(show, [
		{
			displayName: 'Include Parameters',
			name: 'includeParameters',
			type: 'boolean',
			default: false,
			description:
				'Whether to include the parameters of each job, which can contain the whole request body',
		},
	]),
];
