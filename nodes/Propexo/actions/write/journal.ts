import { createHash } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import { baseUrlOf } from '../../transport/baseUrl';
import { CREDENTIAL } from '../../transport/credential';
import type { ErrorText } from '../../transport/errorMessages';
import type { WriteRequest } from './plan';

/** What is remembered of a write over the tries of one execution. */
export type RecordedOutcome =
	| { readonly kind: 'accepted'; readonly jobId: string; readonly result: unknown }
	| { readonly kind: 'unknown'; readonly why: ErrorText };

/** A write that was sent in an earlier try, and what became of it. */
export interface JournalEntry {
	readonly items: readonly number[];
	readonly outcome: RecordedOutcome;
}

/** The writes of this execution that must not be sent again when n8n runs the node again. */
export interface WriteJournal {
	recall(planned: WriteRequest): RecordedOutcome | undefined;
	keep(planned: WriteRequest, memo: RecordedOutcome): void;
	/** Everything that was sent in this run of the node to the host it has now; nothing for a tool, whose calls are apart. */
	all(): JournalEntry[];
	/** What of that went to an endpoint. */
	sentTo(endpoint: WriteRequest['write']): JournalEntry[];
}

interface Entry extends JournalEntry {
	readonly run: number;
	/** The host. */
	readonly host: string;
	/** The host with the endpoint. */
	readonly target: string;
	/** Which request of a tool it was. */
	readonly call?: string;
}

const hash = (...parts: readonly unknown[]): string =>
	createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** The host of the credential that the node has now; nothing where there is none, so that nothing can be sent either. */
async function hostOf(context: IExecuteFunctions): Promise<string> {
	try {
		const base = baseUrlOf(await context.getCredentials(CREDENTIAL));
		return 'url' in base ? base.url : '';
	} catch {
		return '';
	}
}

/**
 * The memory of a node, kept by n8n over the tries of Retry On Fail and saved with the
 * execution: so it holds no more than hashes and Propexo's answer, without files. A write is the
 * same one when the run of the node, the items, the host and the endpoint are the same: n8n's Retry
 * button runs the node with what it has by then, and a job of another host or operation is not the
 * one that was asked for. Neither the body nor the ids in the path count, because an expression
 * such as `$now` gives another one on each try.
 *
 * A tool that an agent calls itself is the other way round: n8n counts each try as a run of its
 * own, so that a further try looks like a further call. There the same request within an execution
 * is the same write, in whichever run.
 */
export async function openJournal(context: IExecuteFunctions): Promise<WriteJournal> {
	const store = context.getContext('node');
	const entries = (store.propexoSent ??= []) as Entry[];
	const run = context.getWorkflowDataProxy(0).$runIndex as number;
	const isTool = context.isToolExecution();
	const url = await hostOf(context);
	const host = hash(url);
	const targetOf = ({ method, path }: WriteRequest['write']): string => hash(url, method, path);
	const callOf = ({ write, path, body }: WriteRequest): string | undefined =>
		isTool ? hash(url, write.method, path, body) : undefined;
	const all = (): Entry[] =>
		isTool ? [] : entries.filter((entry) => entry.run === run && entry.host === host);
	const sentTo = (endpoint: WriteRequest['write']): Entry[] => {
		const target = targetOf(endpoint);
		return all().filter((entry) => entry.target === target);
	};
	return {
		recall: (planned) => {
			const call = callOf(planned);
			const same = isTool
				? entries.find((entry) => entry.call === call)
				: sentTo(planned.write).find(({ items }) =>
						planned.items.some((item) => items.includes(item)),
					);
			return same?.outcome;
		},
		keep: (planned, outcome) => {
			const call = callOf(planned);
			entries.push({
				run,
				host,
				target: targetOf(planned.write),
				items: planned.items,
				outcome,
				...(call && { call }),
			});
		},
		all,
		sentTo,
	};
}
