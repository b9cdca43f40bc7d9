import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { BASE_URL, HOSTS } from '../nodes/Propexo/transport/baseUrl';

/** Where the test goes with a base URL that the nodes refuse: nowhere, and the name says why. */
const NOWHERE = 'https://the-base-url-is-not-one-that-a-token-may-be-sent-to.invalid';

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
				{
					name: 'Custom',
					value: 'custom',
					description: 'Another address, such as a proxy of yours',
				},
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
			// The token goes to no host that the nodes would not send it to.
			baseURL: `={{ ($credentials.environment === "production" ? "${HOSTS.production}" : $credentials.environment === "sandbox" ? "${HOSTS.sandbox}" : /${BASE_URL.source}/i.test(($credentials.baseUrl || "").trim()) ? $credentials.baseUrl.trim() : "${NOWHERE}").replace(/\\/+$/, "") }}`,
			url: '/v1/admin/integrations/',
			qs: { limit: 1 },
			// A redirect would take the token along to another host.
			disableFollowRedirect: true,
		},
		rules: [301, 302, 303, 307, 308].map((value) => ({
			type: 'responseCode',
			properties: {
				value,
				message: `The address answered with a redirect (${value}): check the base URL`,
			},
		})),
	};
}
