import {
	type IAuthenticateGeneric,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	ICredentialsHelper,
	type ICredentialType,
	type IHttpRequestOptions,
	type INodeCredentialsDetails,
	type INodeProperties,
	type Workflow,
} from 'n8n-workflow';

import { throwIfKilled } from './hostProcess';

const unused = (): never => {
	throw new Error('Not used by these tests');
};

/**
 * Replaces n8n's credential store: it holds one credential and fills in the headers that the
 * credential type declares. The end-to-end tests use n8n's own.
 */
export class SingleCredential extends ICredentialsHelper {
	constructor(
		private readonly type: ICredentialType,
		private readonly data: ICredentialDataDecryptedObject,
	) {
		super();
	}

	override getParentTypes(): string[] {
		return [];
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		options: IHttpRequestOptions,
		workflow?: Workflow,
	): Promise<IHttpRequestOptions> {
		if (workflow) throwIfKilled(workflow);
		const { properties } = this.type.authenticate as IAuthenticateGeneric;
		const filled = Object.entries(properties.headers ?? {}).map(([name, value]) => [
			name,
			String(value)
				.replace(/^=/, '')
				.replace(/\{\{\s*\$credentials\.(\w+)\s*\}\}/g, (_, key: string) =>
					String(credentials[key]),
				),
		]);
		return { ...options, headers: { ...options.headers, ...Object.fromEntries(filled) } };
	}

	override async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	override async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	override async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		return { ...this.data };
	}

	override async getCredentials(_details: INodeCredentialsDetails): Promise<ICredentials> {
		return unused();
	}

	override async updateCredentials(): Promise<void> {
		unused();
	}

	override async updateCredentialsOauthTokenData(): Promise<void> {
		unused();
	}

	override getCredentialsProperties(): INodeProperties[] {
		return this.type.properties;
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}
}
