import type { INodeProperties } from 'n8n-workflow';

/** Results of a list unless a limit is set. n8n's linter wants the number itself below. */
export const DEFAULT_LIMIT = 50;

/** How many results a list returns: all, or up to a limit. */
export const pagingProperties = (show: Record<string, string[]>): INodeProperties[] => [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		displayOptions: { show },
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		default: 50,
		typeOptions: { minValue: 1 },
		displayOptions: { show: { ...show, returnAll: [false] } },
		description: 'Max number of results to return',
	},
];
