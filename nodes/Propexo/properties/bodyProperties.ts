import type { INodeProperties } from 'n8n-workflow';

import type { Endpoint } from '../catalogue/endpoint';

/**
 * The choice between the fields of a form and the whole request body as JSON. Neither depends
 * on the PMS, so that with JSON the PMS may be an expression.
 */
export function bodyProperties(endpoints: readonly Endpoint[]): INodeProperties[] {
	const resource = [...new Set(endpoints.map((endpoint) => endpoint.resource))];
	const operation = [...new Set(endpoints.map((endpoint) => endpoint.operation))];
	return [
		{
			displayName: 'Specify Body',
			name: 'specifyBody',
			type: 'options',
			default: 'fields',
			displayOptions: { show: { resource, operation } },
			options: [
				{
					name: 'Using Fields Below',
					value: 'fields',
					description: 'Use the fields for the selected PMS',
				},
				{
					name: 'Using JSON',
					value: 'json',
					description: 'Provide the whole request body as JSON',
				},
			],
			description: 'How to define the request body',
		},
		{
			displayName: 'Body',
			name: 'bodyJson',
			type: 'json',
			required: true,
			default: '{}',
			displayOptions: { show: { resource, operation, specifyBody: ['json'] } },
			description:
				"The request body with Propexo's field names. Validated with the same rules as the form.",
		},
	];
}
