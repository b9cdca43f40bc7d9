import { delimiter, dirname } from 'node:path';

import { hostNode, requireFromHost } from './paths';

/** The owner that n8n writes at its start, so that no set-up screen is in the way. */
export interface Owner {
	email: string;
	password: string;
	firstName: string;
	lastName: string;
}

/** Where one n8n process lives. */
export interface N8nPlace {
	userFolder: string;
	port: number;
	brokerPort: number;
	owner: Owner;
	/** More environment, for example for queue mode. Wins over everything here. */
	env?: Record<string, string>;
}

const OFF = [
	'N8N_DIAGNOSTICS_ENABLED',
	'N8N_VERSION_NOTIFICATIONS_ENABLED',
	'N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED',
	'N8N_DYNAMIC_BANNERS_ENABLED',
	'N8N_TEMPLATES_ENABLED',
	'N8N_PERSONALIZATION_ENABLED',
	'N8N_HIRING_BANNER_ENABLED',
	'N8N_LICENSE_AUTO_RENEW_ENABLED',
	'N8N_VERIFIED_PACKAGES_ENABLED',
	'N8N_PYTHON_ENABLED',
];

// Modules that talk to the outside or cost time at the start, and that no test needs.
const DISABLED_MODULES = [
	'mcp-registry',
	'mcp',
	'instance-ai',
	'agents',
	'chat-hub',
	'workflow-builder',
	'quick-connect',
	'source-control',
	'external-secrets',
	'sso-oidc',
	'sso-saml',
	'ldap',
	'log-streaming',
	'otel',
	'insights',
];

/**
 * The environment for an n8n that listens on 127.0.0.1 only and asks nothing of the
 * outside world.
 * @returns the whole environment for the process
 * @throws Error when n8n is not installed
 */
export function n8nEnvironment({
	userFolder,
	port,
	brokerPort,
	owner,
	env,
}: N8nPlace): NodeJS.ProcessEnv {
	return {
		...inherited(),
		// Jest sets "test", with which n8n ends at once.
		NODE_ENV: 'production',
		// n8n starts its task runner as plain `node`.
		PATH: `${dirname(hostNode())}${delimiter}${process.env.PATH ?? ''}`,
		N8N_USER_FOLDER: userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		DB_TYPE: 'sqlite',
		GENERIC_TIMEZONE: 'UTC',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		...Object.fromEntries(OFF.map((name) => [name, 'false'])),
		N8N_DISABLED_MODULES: DISABLED_MODULES.join(','),
		// Activation answers when it is done, with its errors.
		N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false',
		N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
		N8N_INSTANCE_OWNER_EMAIL: owner.email,
		N8N_INSTANCE_OWNER_FIRST_NAME: owner.firstName,
		N8N_INSTANCE_OWNER_LAST_NAME: owner.lastName,
		N8N_INSTANCE_OWNER_PASSWORD_HASH: passwordHash(owner.password),
		...env,
	};
}

/** This process's environment without what would steer n8n or npm from outside. */
function inherited(): NodeJS.ProcessEnv {
	return Object.fromEntries(
		Object.entries(process.env).filter(
			([name]) => !/^(n8n_|npm_|db_|jest_|node_options$)/i.test(name),
		),
	);
}

function passwordHash(password: string): string {
	const bcrypt = requireFromHost('bcryptjs') as { hashSync(text: string, rounds: number): string };
	return bcrypt.hashSync(password, 10);
}
