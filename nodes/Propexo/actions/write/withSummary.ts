import { type IExecuteFunctions, UserError } from 'n8n-workflow';

import type { Memory } from './journal';
import { account, type Fate } from './output';

/**
 * The stop after the cancel button. It says of every item what became of it, in its description
 * and in n8n's log, because n8n discards the outputs of a node that was cancelled.
 * @param context where n8n runs the node
 * @param sent the requests and what became of them; items that are in none of them were not sent
 * @param skipped the items that were written in an earlier execution
 */
export function cancelled(
	context: IExecuteFunctions,
	sent: readonly Fate[],
	skipped: readonly number[] = [],
): UserError {
	const known = new Set([...sent.flatMap(({ planned }) => planned.items), ...skipped]);
	const rest = [...context.getInputData().keys()].filter((item) => !known.has(item));
	const lines = account(
		[...sent, { planned: { items: rest }, outcome: { kind: 'notTried' } }],
		undefined,
		skipped,
	);
	context.logger.warn(['Cancelled.', ...lines].join(' '));
	return new UserError('The execution was cancelled', { description: lines.join('\n') });
}

/**
 * Does work that may stop the node. Whatever stops it then says as well what this execution has
 * sent already, in an earlier try or in this one, because n8n shows nothing but the last error.
 * @param context where n8n runs the node
 * @param memory what was sent
 * @param work what is to be done; its own errors say nothing of what was sent
 * @throws what the work throws, with the account in its description; UserError when cancelled
 */
export async function accounted<T>(
	context: IExecuteFunctions,
	memory: Memory,
	work: () => Promise<T>,
): Promise<T> {
	try {
		return await work();
	} catch (thrown) {
		const sent = memory.all().map(({ items, outcome }): Fate => ({ planned: { items }, outcome }));
		if (context.getExecutionCancelSignal()?.aborted) throw cancelled(context, sent);
		const error = thrown as Error & { description?: string | null };
		if (sent.length)
			error.description = [error.description, ...account(sent, undefined)]
				.filter(Boolean)
				.join('\n');
		throw error;
	}
}
