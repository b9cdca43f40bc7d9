import { createHash } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import { readBaseUrl } from '../../transport/baseUrl';
import type { WriteResult } from '../../transport/client';
import { CREDENTIAL } from '../../transport/credential';
import { isToolCall } from './isToolCall';
import type { WriteRequest } from './plan';

/** The outcome of a write that may have had an effect. */
export type RecordedOutcome = Exclude<WriteResult, { kind: 'rejected' }>;

export interface JournalEntry {
	readonly items: readonly number[];
	readonly outcome: RecordedOutcome;
}

/** The writes of this execution that must not be sent again when n8n runs the node again. */
export interface WriteJournal {
	find(request: WriteRequest): RecordedOutcome | undefined;
	record(request: WriteRequest, outcome: RecordedOutcome): void;
	/** All entries of this run of the node for its present host; none for a tool, whose calls are separate. */
	entries(): JournalEntry[];
	entriesFor(endpoint: WriteRequest['endpoint']): JournalEntry[];
}

interface StoredEntry extends JournalEntry {
	readonly run: number;
	readonly host: string;
	/** The host and the endpoint. */
	readonly target: string;
	/** The request of a tool call. */
	readonly call?: string;
}

const hash = (...parts: readonly unknown[]): string =>
	createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** The base URL of the node's credential; empty where there is none, so that nothing can be sent either. */
async function baseUrlOf(context: IExecuteFunctions): Promise<string> {
	try {
		const baseUrl = readBaseUrl(await context.getCredentials(CREDENTIAL));
		return baseUrl.ok ? baseUrl.value : '';
	} catch {
		return '';
	}
}

/**
 * The journal of a node, kept by n8n over the attempts of Retry On Fail and saved with the
 * execution: so it has only hashes and Propexo's response, without files. A write is the same one
 * when run, items, host and endpoint are the same. n8n's Retry button runs the node as it is by
 * then, and a job of another host or operation isn't the one that was asked for. Neither the body
 * nor the IDs in the path count, because an expression such as `$now` changes with each attempt.
 *
 * For a tool that an agent calls, each attempt is a run of its own, so that an attempt looks like
 * another call. There the same request within an execution is the same write, in whichever run.
 */
export async function openJournal(context: IExecuteFunctions): Promise<WriteJournal> {
	const store = context.getContext('node');
	const stored = (store.propexoSent ??= []) as StoredEntry[];
	const run = context.getWorkflowDataProxy(0).$runIndex as number;
	const isTool = isToolCall(context);
	const baseUrl = await baseUrlOf(context);
	const host = hash(baseUrl);
	const endpointHash = ({ method, path }: WriteRequest['endpoint']): string =>
		hash(baseUrl, method, path);
	const toolCallHash = ({ endpoint, path, body }: WriteRequest): string | undefined =>
		isTool ? hash(baseUrl, endpoint.method, path, body) : undefined;
	const entries = (): StoredEntry[] =>
		isTool ? [] : stored.filter((entry) => entry.run === run && entry.host === host);
	const entriesFor = (endpoint: WriteRequest['endpoint']): StoredEntry[] => {
		const target = endpointHash(endpoint);
		return entries().filter((entry) => entry.target === target);
	};
	return {
		find: (request) => {
			const call = toolCallHash(request);
			const entry = isTool
				? stored.find((each) => each.call === call)
				: entriesFor(request.endpoint).find(({ items }) =>
						request.items.some((item) => items.includes(item)),
					);
			return entry?.outcome;
		},
		record: (request, outcome) => {
			const call = toolCallHash(request);
			stored.push({
				run,
				host,
				target: endpointHash(request.endpoint),
				items: request.items,
				outcome,
				...(call && { call }),
			});
		},
		entries,
		entriesFor,
	};
}
