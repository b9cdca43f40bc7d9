import { type INode, type JsonObject, NodeApiError } from 'n8n-workflow';

/** A node for errors that n8n would make of it. */
export const NODE = {
	name: 'Propexo',
	type: 'propexo',
	typeVersion: 1,
	position: [0, 0],
	id: '1',
	parameters: {},
} as INode;

/**
 * How n8n before 2.34 reports an error of Node: the code is in `httpCode` and the message among
 * `messages`, but the cause is dropped, and with it the code and the system call.
 */
export const olderN8nError = ({ message, code }: Error & { code?: string }): Error => {
	const axiosError = Object.assign(new Error(message), { name: 'AxiosError', code });
	return Object.assign(new NodeApiError(NODE, axiosError as unknown as JsonObject), {
		cause: undefined,
	});
};
