import {
	ExecuteContext,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	PollContext,
	RoutingNode,
	WorkflowExecute,
} from 'n8n-core';
import {
	createEmptyRunExecutionData,
	createRunExecutionData,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type INodeType,
	type IRun,
	type ITaskData,
	type IWorkflowExecuteAdditionalData,
	Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import type { Timing } from '../../../nodes/Propexo/transport/timing';
import { SingleCredential } from './credentials';
import { type LoadedPackage, loadPackage, START_TYPE } from './package';
import type { RunOptions, RunResult } from './runOptions';
import { withTiming } from './timing';

const ACTION = 'n8n-nodes-propexo.propexoAccounting';
const TRIGGER = 'n8n-nodes-propexo.propexoAccountingTrigger';

/** The real engine of n8n with the built package, and one credential. */
export class Engine {
	private constructor(
		private readonly loaded: LoadedPackage,
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly timing: Partial<Timing> = {},
	) {}

	/** Loads the built package. `credential` holds the fields of a Propexo API credential. */
	static async load(credential: ICredentialDataDecryptedObject): Promise<Engine> {
		return new Engine(await loadPackage(), credential);
	}

	/** The same engine with other credential fields. */
	withCredential(credential: ICredentialDataDecryptedObject): Engine {
		return new Engine(this.loaded, { ...this.credential, ...credential }, this.timing);
	}

	/** The same engine, whose nodes run with other lengths of time. */
	withTiming(timing: Partial<Timing>): Engine {
		return new Engine(this.loaded, this.credential, { ...this.timing, ...timing });
	}

	/** The description that n8n's editor gets of a node. */
	description(name: 'propexoAccounting' | 'propexoAccountingTrigger') {
		return this.loaded.node(`n8n-nodes-propexo.${name}`).description;
	}

	/** Runs the action node once over some items, as a workflow with a start node would. */
	async run({
		parameters,
		items = [{}],
		settings = {},
		cancelWhen,
		workflowSettings,
	}: RunOptions): Promise<RunResult> {
		const workflow = this.workflow({ ...this.node('Propexo', ACTION, parameters), ...settings });
		Object.assign(workflow.settings, workflowSettings);
		const start = workflow.getNode('Start')!;
		const data = items.map((item) =>
			'json' in item ? (item as INodeExecutionData) : { json: item as IDataObject },
		);
		const runData = createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node: start, data: { main: [data] }, source: null }],
			},
		});
		const execution = new WorkflowExecute(
			this.additionalData(workflow, 'manual'),
			'manual',
			runData,
		);
		const running = execution.processRunExecutionData(workflow);
		const watch = setInterval(() => {
			if (!cancelWhen?.()) return;
			clearInterval(watch);
			running.cancel();
		}, 10);
		return this.resultOf(await running.finally(() => clearInterval(watch)));
	}

	/**
	 * Presses n8n's Retry button on an execution in which the action node stopped: the stored data runs once more, without
	 * the error and the last run, with the workflow as it is now.
	 */
	async retry(stopped: IRun, parameters: INodeParameters): Promise<RunResult> {
		const data = structuredClone(stopped.data);
		delete data.resultData.error;
		data.resultData.runData.Propexo!.pop();
		const workflow = this.workflow(this.node('Propexo', ACTION, parameters));
		for (const waiting of data.executionData!.nodeExecutionStack)
			waiting.node = workflow.getNode(waiting.node.name)!;
		const execution = new WorkflowExecute(this.additionalData(workflow, 'retry'), 'retry', data);
		return this.resultOf(await execution.processRunExecutionData(workflow));
	}

	private resultOf(run: IRun): RunResult {
		const task = (run.data.resultData.runData.Propexo ?? []).at(-1) as ITaskData | undefined;
		const [main = [], errors = []] = task?.data?.main ?? [];
		const error = task?.error ?? run.data.resultData.error;
		return { items: main ?? [], errorItems: errors ?? [], error: error as never, run };
	}

	/**
	 * One poll of the trigger; `staticData` is what n8n stores for the workflow, and is changed in place. `budgetMs` is the
	 * time that n8n gives a poll.
	 */
	async poll(
		parameters: INodeParameters,
		staticData: IDataObject,
		{ mode = 'trigger', budgetMs }: { mode?: WorkflowExecuteMode; budgetMs?: number } = {},
	): Promise<IDataObject[] | null> {
		const node = this.node('Propexo Trigger', TRIGGER, parameters);
		const workflow = this.workflow(node, staticData);
		const context = new PollContext(
			workflow,
			workflow.getNode(node.name)!,
			this.additionalData(workflow, mode),
			mode,
			'update',
		);
		if (budgetMs !== undefined)
			Object.defineProperty(context, 'getPollBudgetMs', { value: () => budgetMs });
		const result = await this.nodeType(TRIGGER).poll!.call(context);
		return result ? result.flat().map(({ json }) => json) : null;
	}

	/** What a picker of the action node shows; `path` is its place in the form. */
	async search(
		method: string,
		parameters: INodeParameters,
		filter?: string,
		paginationToken?: string,
		path = 'parameters',
	): Promise<INodeListSearchResult> {
		const node = this.node('Propexo', ACTION, parameters);
		const workflow = this.workflow(node);
		const additional = {
			...this.additionalData(workflow, 'internal'),
			currentNodeParameters: parameters,
		};
		const context = new LoadOptionsContext(
			workflow,
			workflow.getNode(node.name)!,
			additional,
			path,
		);
		const search = this.nodeType(ACTION).methods?.listSearch?.[method];
		if (!search) throw new Error(`No search ${method}`);
		return await search.call(context, filter, paginationToken);
	}

	/** Sends what the credential declares as its test, as n8n does; rejects where n8n would say that it does not work. */
	async testCredential(): Promise<void> {
		const node = this.node('Temp', ACTION, { temp: '' });
		const { request } = this.loaded.credentialType('propexoApi').test!;
		const { description } = this.loaded.node(ACTION);
		const temp = {
			displayName: 'Temp',
			name: 'temp',
			type: 'string',
			routing: { request },
			default: '',
		};
		const nodeType = { description: { ...description, properties: [temp] } } as never;
		const nodeTypes = {
			getByName: () => nodeType,
			getByNameAndVersion: () => nodeType,
			getKnownTypes: () => ({}),
		};
		const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
		const data = { main: [[{ json: {} }]] };
		const context = new ExecuteContext(
			workflow,
			node,
			this.additionalData(workflow, 'internal'),
			'internal',
			createEmptyRunExecutionData(),
			0,
			[],
			data,
			{ node, data: {}, source: null },
			[],
		);
		const credential = {
			id: 'credential',
			name: 'Propexo',
			type: 'propexoApi',
			data: this.credential,
		};
		await workflow.expression.acquireIsolate();
		try {
			await new RoutingNode(context, nodeType, credential).runNode();
		} finally {
			await workflow.expression.releaseIsolate();
		}
	}

	private nodeType(name: string): INodeType {
		const type = this.loaded.node(name);
		return name === START_TYPE ? type : withTiming(type, this.timing);
	}

	private node(name: string, type: string, parameters: INodeParameters): INode {
		return {
			id: name,
			name,
			type,
			typeVersion: 1,
			position: [0, 0],
			parameters,
			credentials: { propexoApi: { id: 'credential', name: 'Propexo' } },
		};
	}

	private workflow(node: INode, staticData?: IDataObject): Workflow {
		const start: INode = {
			id: 'start',
			name: 'Start',
			type: START_TYPE,
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		return new Workflow({
			id: 'workflow',
			name: 'Test',
			nodes: [start, node],
			connections: { Start: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
			active: false,
			nodeTypes: {
				...this.loaded.nodeTypes,
				getByName: (type) => this.nodeType(type),
				getByNameAndVersion: (type) => this.nodeType(type),
			},
			settings: { executionOrder: 'v1', timezone: 'America/New_York' },
			...(staticData && { staticData }),
		});
	}

	private additionalData(
		workflow: Workflow,
		mode: WorkflowExecuteMode,
	): IWorkflowExecuteAdditionalData {
		const url = 'http://127.0.0.1/unused';
		const workflowData = {
			id: workflow.id,
			name: 'Test',
			nodes: [],
			connections: {},
			active: false,
		} as never;
		return {
			credentialsHelper: new SingleCredential(
				this.loaded.credentialType('propexoApi'),
				this.credential,
			),
			hooks: new ExecutionLifecycleHooks(mode, 'execution', workflowData),
			executionId: 'execution',
			currentNodeExecutionIndex: 0,
			restApiUrl: url,
			instanceBaseUrl: url,
			formBaseUrl: url,
			formWaitingBaseUrl: url,
			formTestBaseUrl: url,
			webhookBaseUrl: url,
			webhookWaitingBaseUrl: url,
			webhookTestBaseUrl: url,
			variables: {},
			logAiEvent: () => undefined,
		} as unknown as IWorkflowExecuteAdditionalData;
	}
}
