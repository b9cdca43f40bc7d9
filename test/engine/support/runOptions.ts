import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IRun,
	IWorkflowSettings,
} from 'n8n-workflow';

/** The settings of a node in the workflow, besides its parameters. */
export interface NodeSettings {
	onError?: INode['onError'];
	retryOnFail?: boolean;
	maxTries?: number;
	waitBetweenTries?: number;
}

/** One run of the action node. */
export interface RunOptions {
	parameters: INodeParameters;
	items?: Array<IDataObject | INodeExecutionData>;
	settings?: NodeSettings;
	/** Cancels the execution as soon as this holds. */
	cancelWhen?: () => boolean;
	/** The settings of the workflow. */
	workflowSettings?: IWorkflowSettings;
}

/** The result of one run of the action node. */
export interface RunResult {
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
	/** Everything n8n would store of the execution. */
	readonly run: IRun;
}
