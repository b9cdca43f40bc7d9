import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A chat message in OpenAI's format. */
export interface ChatMessage {
	role: string;
	content: unknown;
}

/** A request to the model. */
export interface ChatRequest {
	messages: ChatMessage[];
	tools?: Array<{
		function: {
			name: string;
			description?: string;
			parameters: { properties: Record<string, unknown>; required?: string[] };
		};
	}>;
	stream?: boolean;
}

/** A turn of the model: text, or tool calls. */
export type Turn =
	{ text: string } | { calls: Array<{ tool: string; args: Record<string, unknown> }> };

/** A fake chat model on this machine. */
export interface FakeModel {
	/** The base URL for the credential. */
	url: string;
	/** The requests, in order. */
	requests: ChatRequest[];
	close(): Promise<void>;
}

/** Starts a fake of OpenAI's chat API. */
export async function startFakeModel(
	turns: Array<(results: string[]) => Turn>,
): Promise<FakeModel> {
	const requests: ChatRequest[] = [];
	const server = createServer((request, response) => {
		void readBody(request).then((body) => {
			const turn = turns[requests.push(body) - 1];
			const answer = toCompletion(
				turn ? turn(toolResults(body)) : { text: 'No turns are left.' },
				requests.length,
			);
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(answer));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** The results of the tool calls so far, in order. */
export const toolResults = (request: ChatRequest | undefined): string[] =>
	(request?.messages ?? [])
		.filter(({ role }) => role === 'tool')
		.map(({ content }) => String(content));

async function readBody(request: IncomingMessage): Promise<ChatRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return JSON.parse(Buffer.concat(chunks).toString()) as ChatRequest;
}

function toCompletion(turn: Turn, number: number) {
	const message =
		'text' in turn
			? { role: 'assistant', content: turn.text }
			: {
					role: 'assistant',
					content: null,
					tool_calls: turn.calls.map(({ tool, args }, index) => ({
						id: `call_${number}_${index}`,
						type: 'function',
						function: { name: tool, arguments: JSON.stringify(args) },
					})),
				};
	return {
		id: `chatcmpl-${number}`,
		object: 'chat.completion',
		created: 1_790_000_000,
		model: 'fake',
		choices: [{ index: 0, message, finish_reason: 'text' in turn ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
