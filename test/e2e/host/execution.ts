import type {
	ExecutionStatus,
	INodeExecutionData,
	IRunData,
	IRunExecutionData,
} from 'n8n-workflow';

import { requireFromHost } from './paths';

/** An execution as n8n answers it: its data is one string in the format of `flatted`. */
export interface StoredExecution {
	id: string;
	status: ExecutionStatus;
	mode: string;
	data: string;
}

/** An execution with its data decoded. */
export interface Execution {
	id: string;
	status: ExecutionStatus;
	mode: string;
	/** Every run of every node, by the node's name. */
	runData: IRunData;
	/** Why it failed, when it did. */
	error?: { message: string; description?: string | null };
}

/** Decodes an execution. */
export function decodeExecution({ id, status, mode, data }: StoredExecution): Execution {
	// n8n's own decoder in n8n's own version.
	const { parse } = requireFromHost('flatted') as {
		parse(text: string): IRunExecutionData | undefined;
	};
	// Before its first node an execution has no data at all.
	const result = parse(data)?.resultData;
	const error = result?.error;
	return {
		id,
		status,
		mode,
		runData: result?.runData ?? {},
		...(error ? { error: { message: error.message, description: error.description } } : {}),
	};
}

/**
 * The items that a node put out in its last run.
 * @returns no items when the node did not run
 */
export function itemsOf(execution: Execution, node: string, output = 0): INodeExecutionData[] {
	return execution.runData[node]?.at(-1)?.data?.main?.[output] ?? [];
}
