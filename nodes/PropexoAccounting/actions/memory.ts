import { createHash } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import type { Explanation } from '../../shared/explain';
import type { WriteRequest } from './plan';

/** What is remembered of a write over the tries of one execution. */
export type Memo =
	| { readonly kind: 'accepted'; readonly jobId: string; readonly result: unknown }
	| { readonly kind: 'unknown'; readonly why: Explanation };

/** The writes of this execution that must not be sent again when n8n runs the node again. */
export interface Memory {
	recall(planned: WriteRequest): Memo | undefined;
	keep(planned: WriteRequest, memo: Memo): void;
}

/**
 * The memory of a node, kept by n8n over the tries of Retry On Fail and saved with the
 * execution: so it holds hashes and results, and no request bodies. A write is the same one when
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
	const memos = (store.propexoWrites ??= {}) as Record<string, Memo>;
	const run = context.getWorkflowDataProxy(0).$runIndex;
	const isTool = context.isToolExecution();
	const keyOf = ({ items, path, body }: WriteRequest): string =>
		createHash('sha256')
			.update(JSON.stringify(isTool ? [path, body] : [run, items]))
			.digest('base64url');
	return {
		recall: (planned) => memos[keyOf(planned)],
		keep: (planned, memo) => {
			memos[keyOf(planned)] = memo;
		},
	};
}
