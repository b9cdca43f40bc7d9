import { createHash } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import type { Explanation } from '../../shared/explain';
import type { WriteRequest } from './plan';

/** What is remembered of a write over the tries of one execution. */
export type Memo =
	| { readonly kind: 'accepted'; readonly jobId: string; readonly result: unknown }
	| { readonly kind: 'unknown'; readonly why: Explanation };

/** A write that was sent in an earlier try, and what became of it. */
export interface Remembered {
	readonly items: readonly number[];
	readonly outcome: Memo;
}

/** The writes of this execution that must not be sent again when n8n runs the node again. */
export interface Memory {
	recall(planned: WriteRequest): Memo | undefined;
	keep(planned: WriteRequest, memo: Memo): void;
	/** Everything that was sent in this run of the node; nothing for a tool, whose calls are apart. */
	all(): Remembered[];
}

interface Entry extends Remembered {
	readonly run: number;
	/** Which request of a tool it was. */
	readonly call?: string;
}

/**
 * The memory of a node, kept by n8n over the tries of Retry On Fail and saved with the
 * execution: so it holds no more than Propexo's answer, without files. A write is the same one when
 * the run of the node and the items are the same. The body does not count, because an expression
 * such as `$now` gives another one on each try.
 *
 * A tool that an agent calls itself is the other way round: n8n counts each try as a run of its
 * own, so that a further try looks like a further call. There the same body within an execution
 * is the same write, in whichever run.
 * @param context where n8n runs the node
 */
export function memoryOf(context: IExecuteFunctions): Memory {
	const store = context.getContext('node');
	const entries = (store.propexoSent ??= []) as Entry[];
	const run = context.getWorkflowDataProxy(0).$runIndex as number;
	const isTool = context.isToolExecution();
	const callOf = ({ path, body }: WriteRequest): string | undefined =>
		isTool ? createHash('sha256').update(JSON.stringify([path, body])).digest('base64url') : undefined;
	return {
		recall: (planned) => {
			const call = callOf(planned);
			const isIt = (entry: Entry): boolean =>
				isTool ? entry.call === call : entry.run === run && planned.items.some((item) => entry.items.includes(item));
			return entries.find(isIt)?.outcome;
		},
		keep: (planned, outcome) => {
			const call = callOf(planned);
			entries.push({ run, items: planned.items, outcome, ...(call && { call }) });
		},
		all: () => (isTool ? [] : entries.filter((entry) => entry.run === run)),
	};
}
