import { type INode, type JsonObject, NodeApiError, NodeOperationError } from 'n8n-workflow';

/** Why a node stops, in the words in which n8n counts causes. */
export interface FailureCause {
	readonly cause:
		'rate-limited' | 'temporarily-unavailable' | 'credential-invalid' | 'configuration-invalid';
	/** When it is worth another try, in milliseconds from now. */
	readonly retryAfterMs?: number;
}

/** What n8n puts before a person when a node stops. */
export interface NodeErrorOptions {
	readonly message: string;
	readonly description: string;
	/** The index of the input item. */
	readonly item?: number;
	/** The HTTP status, where an answer of Propexo is the reason. */
	readonly status?: number;
	readonly failure?: FailureCause;
}

/**
 * The error for n8n: of the API kind where Propexo answered with a status, else of the
 * operation kind. Its message is set last, because n8n rewrites messages in which it sees the
 * name of a system error.
 */
export function nodeError(node: INode, stop: NodeErrorOptions): NodeApiError | NodeOperationError {
	const { message, description, item, status, failure } = stop;
	const options = {
		message,
		description,
		...(item !== undefined && { itemIndex: item }),
		...(failure && { failure }),
	};
	const error =
		status === undefined
			? new NodeOperationError(node, message, options)
			: new NodeApiError(node, {} as JsonObject, { ...options, httpCode: String(status) });
	error.message = message;
	error.description = description;
	return error;
}
