import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IRun,
	IWorkflowSettings,
} from 'n8n-workflow';

import type { HostProcess } from './hostProcess';

/** The settings of a node in the workflow, besides its parameters. */
export interface NodeSettings {
	onError?: INode['onError'];
	retryOnFail?: boolean;
	maxTries?: number;
	waitBetweenTries?: number;
}

type InputItem = IDataObject | INodeExecutionData;

/** How an execution runs, whatever its input. */
export interface ExecutionOptions {
	settings?: NodeSettings;
	/** Cancels the execution as soon as this holds. */
	cancelWhen?: () => boolean;
	/** The settings of the workflow. */
	workflowSettings?: IWorkflowSettings;
	/** The process that it runs in, which may be killed. */
	process?: HostProcess;
	/** Whether n8n saves the execution after each node, not only at its start and end. */
	saveProgress?: boolean;
	/** Whether the node has the type under which n8n offers it to AI agents. */
	asTool?: boolean;
}

/** One execution of the action node. */
export interface RunOptions extends ExecutionOptions {
	parameters: INodeParameters;
	items?: InputItem[];
	/** The input of each run of the node, where a loop or an agent runs it several times. */
	runs?: InputItem[][];
}

/** What one run of the action node gave. */
export interface NodeOutput {
	/** The items of the first output. */
	readonly items: INodeExecutionData[];
	/** The items of the error output. */
	readonly errorItems: INodeExecutionData[];
	/** The error the node stopped with. */
	readonly error:
		| {
				message: string;
				description?: string | null;
				httpCode?: string | null;
				context?: IDataObject;
		  }
		| undefined;
}

/** The result of one execution of the action node; its output is that of the last run. */
export interface RunResult extends NodeOutput {
	/** The output of every run of the node. */
	readonly outputs: readonly NodeOutput[];
	/** Everything n8n has stored of the execution; of one that was killed, what it had stored by then. */
	readonly run: IRun;
}
