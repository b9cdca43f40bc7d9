import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { BASE_URL, HOSTS } from '../nodes/Propexo/transport/baseUrl';
import { CONNECTION_MESSAGES } from '../nodes/Propexo/transport/errorMessages';

/** Where the test of a base URL that the nodes refuse goes: a host that can't exist. */
const NOWHERE = 'https://invalid-base-url.invalid';

const sentenceOf = ({ message, description }: { message: string; description: string }): string =>
	`${message}. ${description}`;

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
					description: 'A custom URL, such as a proxy',
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
			description: 'Base URL of the Propexo API',
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
			// The test must not send the token to a host that the nodes refuse.
			baseURL: `={{ ($credentials.environment === "production" ? "${HOSTS.production}" : $credentials.environment === "sandbox" ? "${HOSTS.sandbox}" : /${BASE_URL.source}/i.test(($credentials.baseUrl || "").trim()) ? $credentials.baseUrl.trim() : "${NOWHERE}").replace(/\\/+$/, "") }}`,
			url: '/v1/admin/integrations/',
			qs: { limit: 1 },
			// A redirect would send the token to another host.
			disableFollowRedirect: true,
		},
		rules: [301, 302, 303, 307, 308].map((value) => ({
			type: 'responseCode',
			properties: {
				value,
				message: sentenceOf(CONNECTION_MESSAGES.redirect(value)),
			},
		})),
	};
}
