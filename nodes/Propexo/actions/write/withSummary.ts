import { type IExecuteFunctions, UserError } from 'n8n-workflow';

import type { WriteJournal } from './journal';
import { type SubmissionOutcome,summarizeOutcomes } from './output';

/**
 * The stop after the cancel button. It says of every item what became of it, in its description
 * and in n8n's log, because n8n discards the outputs of a node that was cancelled.
 */
export function cancellationError(
	context: IExecuteFunctions,
	sent: readonly SubmissionOutcome[],
	skipped: readonly number[] = [],
): UserError {
	const known = new Set([...sent.flatMap(({ planned }) => planned.items), ...skipped]);
	const rest = [...context.getInputData().keys()].filter((item) => !known.has(item));
	const lines = summarizeOutcomes(
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
 * @throws what the work throws, with the account in its description; UserError when cancelled
 */
export async function withSummary<T>(
	context: IExecuteFunctions,
	memory: WriteJournal,
	work: () => Promise<T>,
): Promise<T> {
	try {
		return await work();
	} catch (thrown) {
		const sent = memory
			.all()
			.map(({ items, outcome }): SubmissionOutcome => ({ planned: { items }, outcome }));
		if (context.getExecutionCancelSignal()?.aborted) throw cancellationError(context, sent);
		const error = thrown as Error & { description?: string | null };
		if (sent.length)
			error.description = [error.description, ...summarizeOutcomes(sent, undefined)]
				.filter(Boolean)
				.join('\n');
		throw error;
	}
}
