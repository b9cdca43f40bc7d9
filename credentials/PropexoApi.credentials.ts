import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { HOSTS } from '../nodes/shared/baseUrl';

/** The account at Propexo that both nodes work with. */
export class PropexoApi implements ICredentialType {
	name = 'propexoApi';

	displayName = 'Propexo API';

	icon: Icon = { light: 'file:../icons/propexo.svg', dark: 'file:../icons/propexo.dark.svg' };

	documentationUrl = 'https://docs.propexo.com/documentation/about-the-api/authentication';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			default: 'production',
			options: [
				{ name: 'Production', value: 'production', description: 'The live data of your customers' },
				{ name: 'Sandbox', value: 'sandbox', description: "Propexo's own demo data" },
				{ name: 'Custom', value: 'custom', description: 'Another address, such as a proxy of yours' },
			],
			description: 'Which of your Propexo environments the token belongs to',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://propexo-proxy.example.com',
			displayOptions: { show: { environment: ['custom'] } },
			description: 'The address that the paths of the Propexo API are added to',
		},
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The API token from your Propexo dashboard',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.apiToken}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			// A token is never sent in clear text to another machine, not even by the test.
			baseURL: `={{ { production: "${HOSTS.production}", sandbox: "${HOSTS.sandbox}", custom: /^(https:\\/\\/|http:\\/\\/(localhost|127\\.|\\[::1\\]))/.test($credentials.baseUrl) ? $credentials.baseUrl : "https://the-base-url-must-start-with-https.invalid" }[$credentials.environment].replace(/\\/+$/, "") }}`,
			url: '/v1/admin/integrations/',
			qs: { limit: 1 },
		},
	};
}
