import {
	ExecuteContext,
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
	type IExecuteData,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type IRun,
	type IRunExecutionData,
	type ITaskData,
	Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import type { Timing } from '../../../nodes/Propexo/transport/timing';
import { pause } from './eventually';
import { withIsolate } from './isolate';
import { loadPackage } from './package';
import type { ExecutionOptions, NodeOutput, RunOptions, RunResult } from './runOptions';
import { callToolAtOnce, type ToolCallResult } from './toolCalls';
import { NODE_NAME, WorkflowHost } from './workflowHost';

const ACTION = 'n8n-nodes-propexo.propexoAccounting';
const TRIGGER = 'n8n-nodes-propexo.propexoAccountingTrigger';

/** The type under which n8n offers a node to AI agents. */
const toolType = (type: string): string => `${type}Tool`;

const toInput = (items: NonNullable<RunOptions['items']>): INodeExecutionData[] =>
	items.map((item) =>
		'json' in item ? (item as INodeExecutionData) : { json: item as IDataObject },
	);

const toOutput = (task: ITaskData | undefined, error = task?.error): NodeOutput => {
	const [main, errors] = task?.data?.main ?? [];
	return { items: main ?? [], errorItems: errors ?? [], error: error as never };
};

const resultOf = (run: IRun): RunResult => {
	const tasks = run.data.resultData.runData[NODE_NAME] ?? [];
	const last = tasks.at(-1);
	return {
		...toOutput(last, last?.error ?? (run.data.resultData.error as never)),
		outputs: tasks.map((task) => toOutput(task)),
		run,
	};
};

/** When the last execution began, in ms since 1970. */
let lastStart = 0;

/** Waits until no other execution can have begun in the same millisecond, by which n8n tells them apart. */
async function nextMillisecond(): Promise<void> {
	while (Date.now() <= lastStart) await pause(1);
	lastStart = Date.now();
}

/** The real engine of n8n with the built package, and one credential. */
export class Engine {
	private constructor(private readonly host: WorkflowHost) {}

	/** Loads the built package. `credential` holds the fields of a Propexo API credential. */
	static async load(credential: ICredentialDataDecryptedObject): Promise<Engine> {
		return new Engine(new WorkflowHost(await loadPackage(), credential));
	}

	/** The same engine with other credential fields. */
	withCredential(changes: ICredentialDataDecryptedObject): Engine {
		const { loaded, credential, timing } = this.host;
		return new Engine(new WorkflowHost(loaded, { ...credential, ...changes }, timing));
	}

	/** The same engine, whose nodes run with other lengths of time. */
	withTiming(changes: Partial<Timing>): Engine {
		const { loaded, credential, timing } = this.host;
		return new Engine(new WorkflowHost(loaded, credential, { ...timing, ...changes }));
	}

	/** The description that n8n's editor gets of a node. */
	description(name: 'propexoAccounting' | 'propexoAccountingTrigger') {
		return this.host.loaded.node(`n8n-nodes-propexo.${name}`).description;
	}

	/** Runs the action node over some items, as a workflow with a start node would. */
	async run({ parameters, items = [{}], runs, ...options }: RunOptions): Promise<RunResult> {
		const workflow = this.actionWorkflow(parameters, options);
		const stackFor = (node: string, inputs: NonNullable<RunOptions['runs']>): IExecuteData[] =>
			inputs.map((input) => ({
				node: workflow.getNode(node)!,
				data: { main: [toInput(input)] },
				source: null,
			}));
		const nodeExecutionStack = runs ? stackFor(NODE_NAME, runs) : stackFor('Start', [items]);
		const data = createRunExecutionData({ executionData: { nodeExecutionStack } });
		await nextMillisecond();
		return await this.execute(workflow, data, 'manual', options);
	}

	/**
	 * Presses n8n's Retry button on an execution that stopped at the action node, or whose process
	 * was killed: what n8n has stored runs once more, without the error and the run that ended with
	 * it, with the workflow as it is now.
	 */
	async retry(
		stopped: Pick<IRun, 'data'>,
		parameters: INodeParameters,
		options: ExecutionOptions = {},
	): Promise<RunResult> {
		const data = structuredClone(stopped.data);
		delete data.resultData.error;
		const tasks = data.resultData.runData[NODE_NAME];
		if (tasks?.at(-1)?.error) tasks.pop();
		const workflow = this.actionWorkflow(parameters, options);
		for (const waiting of data.executionData!.nodeExecutionStack)
			waiting.node = workflow.getNode(waiting.node.name)!;
		return await this.execute(workflow, data, 'retry', options);
	}

	/** Calls the action node as a tool, all calls at the same time in one execution. */
	async callToolAtOnce(
		parameters: INodeParameters,
		calls: readonly IDataObject[],
		settings: ExecutionOptions['settings'] = {},
	): Promise<ToolCallResult[]> {
		const node = this.host.node(NODE_NAME, toolType(ACTION), parameters);
		return await callToolAtOnce(this.host, { ...node, ...settings }, calls);
	}

	private actionWorkflow(
		parameters: INodeParameters,
		{ settings, workflowSettings, asTool, process }: ExecutionOptions,
	): Workflow {
		const node = this.host.node(NODE_NAME, asTool ? toolType(ACTION) : ACTION, parameters);
		const workflow = this.host.workflow({ ...node, ...settings });
		Object.assign(workflow.settings, workflowSettings);
		process?.run(workflow);
		return workflow;
	}

	private async execute(
		workflow: Workflow,
		data: IRunExecutionData,
		mode: WorkflowExecuteMode,
		{ cancelWhen, process, saveProgress = false }: ExecutionOptions,
	): Promise<RunResult> {
		const additionalData = this.host.additionalData(workflow, mode);
		let saved = data;
		const save = (): void => {
			if (process && !process.isKilled) saved = structuredClone(data);
		};
		additionalData.hooks!.addHandler('workflowExecuteBefore', save);
		if (saveProgress) additionalData.hooks!.addHandler('nodeExecuteAfter', save);
		const running = new WorkflowExecute(additionalData, mode, data).processRunExecutionData(
			workflow,
		);
		const watch = setInterval(() => {
			if (!cancelWhen?.()) return;
			clearInterval(watch);
			running.cancel();
		}, 10);
		const run = await running.finally(() => clearInterval(watch));
		return resultOf(process?.isKilled ? { ...run, data: saved } : run);
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
		const node = this.host.node('Propexo Trigger', TRIGGER, parameters);
		const workflow = this.host.workflow(node, staticData);
		const context = new PollContext(
			workflow,
			workflow.getNode(node.name)!,
			this.host.additionalData(workflow, mode),
			mode,
			'update',
		);
		if (budgetMs !== undefined)
			Object.defineProperty(context, 'getPollBudgetMs', { value: () => budgetMs });
		const result = await this.host.nodeType(TRIGGER).poll!.call(context);
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
		const node = this.host.node('Propexo', ACTION, parameters);
		const workflow = this.host.workflow(node);
		const additional = {
			...this.host.additionalData(workflow, 'internal'),
			currentNodeParameters: parameters,
		};
		const context = new LoadOptionsContext(
			workflow,
			workflow.getNode(node.name)!,
			additional,
			path,
		);
		const search = this.host.nodeType(ACTION).methods?.listSearch?.[method];
		if (!search) throw new Error(`No search ${method}`);
		return await search.call(context, filter, paginationToken);
	}

	/** Sends what the credential declares as its test, as n8n does; rejects where n8n would say that it does not work. */
	async testCredential(): Promise<void> {
		const node = this.host.node('Temp', ACTION, { temp: '' });
		const { request } = this.host.loaded.credentialType('propexoApi').test!;
		const { description } = this.host.loaded.node(ACTION);
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
			this.host.additionalData(workflow, 'internal'),
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
			data: this.host.credential,
		};
		await withIsolate(workflow, async () => {
			await new RoutingNode(context, nodeType, credential).runNode();
		});
	}
}
