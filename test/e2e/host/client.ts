import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import axios, { type AxiosInstance } from 'axios';

import { decodeExecution, type Execution, type StoredExecution } from './execution';
import { RestError } from './restError';
import type {
	Credential,
	CredentialTest,
	DynamicQuestion,
	ListedExecution,
	ListResults,
	SavedWorkflow,
	Workflow,
} from './types';

/** What n8n knows a logged-in browser by. */
export interface Session {
	browserId: string;
	cookie?: string;
}

interface TypeName {
	name: string;
}

/** A client for n8n's own REST interface, the one its editor uses. */
export class N8nClient {
	private readonly http: AxiosInstance;

	/**
	 * @param session of a client that is logged in already; n8n lets nobody log in more than five times a minute
	 */
	constructor(
		readonly url: string,
		readonly session: Session = { browserId: randomUUID() },
	) {
		this.http = axios.create({
			baseURL: `${url}/rest`,
			timeout: 60_000,
			// A session belongs to one browser: the same id on every call.
			headers: {
				'browser-id': session.browserId,
				...(session.cookie ? { cookie: session.cookie } : {}),
			},
			proxy: false,
			validateStatus: () => true,
		});
	}

	/**
	 * Logs in; later calls are this user's.
	 *
	 * @returns whether that worked. Not yet listening, not yet ready and a wrong password are all `false`.
	 */
	async login(email: string, password: string): Promise<boolean> {
		try {
			const answer = await this.http.post('/login', { emailOrLdapLoginId: email, password });
			const cookie = answer.headers['set-cookie']?.find((line) => line.startsWith('n8n-auth='));
			if (answer.status !== 200 || !cookie) return false;
			this.session.cookie = cookie.split(';', 1)[0];
			this.http.defaults.headers.common.cookie = this.session.cookie;
			return true;
		} catch {
			return false;
		}
	}

	/** Saves a credential and gives it with its id. */
	async createCredential(credential: Credential): Promise<Required<Credential>> {
		return await this.call('POST', '/credentials', credential);
	}

	/** Replaces the content of a saved credential. */
	async updateCredential(id: string, credential: Credential): Promise<void> {
		await this.call('PATCH', `/credentials/${id}`, credential);
	}

	/** Lists the saved credentials, without their secrets. */
	async listCredentials(): Promise<Array<{ id: string; name: string; type: string }>> {
		return await this.call('GET', '/credentials');
	}

	/** Runs a credential's test, as the dialog does when it is saved. */
	async testCredential(credential: Required<Credential>): Promise<CredentialTest> {
		return await this.call('POST', '/credentials/test', { credentials: credential });
	}

	/** Asks a node's method for the choices of a list (`loadOptions`). */
	async dynamicOptions(
		question: DynamicQuestion,
	): Promise<Array<{ name: string; value: unknown }>> {
		return await this.call('POST', '/dynamic-node-parameters/options', question);
	}

	/** Asks a node's method for the choices of a searchable picker (`listSearch`). */
	async searchList(question: DynamicQuestion): Promise<ListResults> {
		return await this.call('POST', '/dynamic-node-parameters/resource-locator-results', question);
	}

	/** Saves a new workflow. */
	async createWorkflow(workflow: Workflow): Promise<SavedWorkflow> {
		return await this.call('POST', '/workflows', { settings: {}, ...workflow });
	}

	/** Lists the workflows that are not archived. */
	async listWorkflows(): Promise<Array<{ id: string; name: string; isArchived?: boolean }>> {
		const all = await this.call<Array<{ id: string; name: string; isArchived?: boolean }>>(
			'GET',
			'/workflows',
		);
		return all.filter((workflow) => !workflow.isArchived);
	}

	/** Gives a workflow as it is saved. */
	async getWorkflow(id: string): Promise<SavedWorkflow> {
		return await this.call('GET', `/workflows/${id}`);
	}

	/**
	 * Saves changes to a workflow.
	 *
	 * @returns the workflow in its new version
	 */
	async updateWorkflow(
		id: string,
		change: Partial<Workflow> & { versionId: string },
	): Promise<SavedWorkflow> {
		return await this.call('PATCH', `/workflows/${id}`, change);
	}

	/**
	 * Activates a workflow. Its polling triggers are polled once before this resolves.
	 *
	 * @throws RestError with n8n's reason when a trigger refuses
	 */
	async activate({ id, versionId }: { id: string; versionId: string }): Promise<void> {
		await this.call('POST', `/workflows/${id}/activate`, { versionId });
	}

	/** Deactivates a workflow. */
	async deactivate(id: string): Promise<void> {
		await this.call('POST', `/workflows/${id}/deactivate`, {});
	}

	/** Runs a workflow by hand from one of its triggers, and waits for the end. */
	async runWorkflow(id: string, trigger: string, patienceMs = 60_000): Promise<Execution> {
		return await this.waitForExecution(await this.startWorkflow(id, trigger), patienceMs);
	}

	/**
	 * Runs a workflow by hand from one of its triggers, without waiting for the end.
	 *
	 * @returns the execution's id
	 */
	async startWorkflow(id: string, trigger: string): Promise<string> {
		const { executionId } = await this.call<{ executionId: string }>(
			'POST',
			`/workflows/${id}/run`,
			{
				triggerToStartFrom: { name: trigger },
			},
		);
		return executionId;
	}

	/**
	 * Retries an execution that did not end well, as the button in the list of executions does.
	 *
	 * @param loadWorkflow whether to run the workflow as it is saved now instead of as it was then
	 * @returns the new execution, which has ended
	 */
	async retryExecution(id: string, { loadWorkflow = false } = {}): Promise<Execution> {
		const path = `/executions/${id}/retry`;
		const retry = await this.call<{ id: string }>('POST', path, { loadWorkflow });
		return await this.waitForExecution(retry.id);
	}

	/** Stops a running execution, as its button in the editor does. */
	async stopExecution(id: string): Promise<void> {
		await this.call('POST', `/executions/${id}/stop`, {});
	}

	/** Gives an execution with its data decoded. */
	async getExecution(id: string): Promise<Execution> {
		return decodeExecution(await this.call<StoredExecution>('GET', `/executions/${id}`));
	}

	/**
	 * Waits until an execution has ended, well or badly.
	 *
	 * @throws Error when it has not after `patienceMs`
	 */
	async waitForExecution(id: string, patienceMs = 60_000): Promise<Execution> {
		const until = Date.now() + patienceMs;
		for (;;) {
			const execution = await this.getExecution(id);
			if (execution.status !== 'new' && execution.status !== 'running') return execution;
			if (Date.now() > until)
				throw new Error(`Execution ${id} is still ${execution.status} after ${patienceMs} ms`);
			await sleep(200);
		}
	}

	/** Lists a workflow's executions, the newest first. */
	async listExecutions(workflowId: string): Promise<ListedExecution[]> {
		const filter = JSON.stringify({ workflowId });
		const { results } = await this.call<{ results: ListedExecution[] }>(
			'GET',
			`/executions?limit=100&filter=${encodeURIComponent(filter)}`,
		);
		return results;
	}

	/** The names of all node and credential types that n8n has loaded. */
	async loadedTypes(): Promise<string[]> {
		const files = await Promise.all(
			['nodes', 'credentials'].map(
				async (file) => await this.http.get<TypeName[]>(`${this.url}/types/${file}.json`),
			),
		);
		return files.flatMap(({ data }) => data.map(({ name }) => name));
	}

	/** How far the activation of a workflow has come, where n8n does it after it has answered. */
	async publicationStatus(workflowId: string): Promise<string> {
		const answer = await this.call<{ status: string }>(
			'GET',
			`/workflows/${workflowId}/publication-status`,
		);
		return answer.status;
	}

	/** @throws RestError when n8n answers with anything but 2xx */
	private async call<T>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<T> {
		const answer = await this.http.request<{ data: T }>({ method, url: path, data: body });
		if (answer.status >= 300) throw new RestError(method, path, answer.status, answer.data);
		return answer.data.data;
	}
}
