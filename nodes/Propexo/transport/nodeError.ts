import { type INode, type JsonObject, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { type ErrorText, toHtml } from '../utils/errorText';

/** A cause as n8n declares it, by which the scheduler decides when to poll again. */
export interface FailureCause {
	readonly cause:
		'rate-limited' | 'temporarily-unavailable' | 'credential-invalid' | 'configuration-invalid';
	/** When a retry is worthwhile, in milliseconds from now. */
	readonly retryAfterMs?: number;
}

export interface NodeErrorOptions extends ErrorText {
	/** Index of the input item. */
	readonly item?: number;
	readonly failure?: FailureCause;
}

/**
 * The error that stops a node: NodeApiError where Propexo responded with a status, else
 * NodeOperationError. Its texts are set last, because n8n rewrites messages in which it sees the
 * name of a system error.
 */
export function nodeError(
	node: INode,
	{ item, failure, ...text }: NodeErrorOptions,
): NodeApiError | NodeOperationError {
	const { message, status } = text;
	const description = toHtml(text);
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
