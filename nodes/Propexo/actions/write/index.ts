import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { openClient } from '../../transport/client';
import type { Timing } from '../../transport/timing';
import { awaitCompletion } from './completion';
import { throwIfInvalid } from './errors';
import { openJournal } from './journal';
import { openKeyGuard } from './keyGuard';
import { toOutputItems, toPreviewItems } from './output';
import { parseOptions } from './parseOptions';
import { planRequests } from './plan';
import { preflight } from './preflight';
import { submitAll } from './submit';
import { unsentDuplicate, withSummary } from './summary';
import { validateItems } from './validate';

/**
 * Writes what the input items ask for. Every item is validated before the first write; where the
 * node stops on errors, one invalid item means that nothing is written.
 * @throws NodeOperationError, NodeApiError where the node stops on errors; UserError when canceled
 */
export async function write(
	context: IExecuteFunctions,
	timing: Timing,
): Promise<INodeExecutionData[]> {
	const journal = await openJournal(context);
	const signal = context.getExecutionCancelSignal();
	return await withSummary(context, journal, async (progress) => {
		const options = parseOptions(context);
		const { concurrency } = options;
		const validated = await validateItems(context);
		if (options.validateOnly) return toPreviewItems(validated, options);
		throwIfInvalid(context, validated.invalid, journal);

		const client = await openClient(context, { signal, concurrency, timing });
		const ready = await preflight(context, client, validated, options, journal);
		const requests = planRequests(ready.valid, options.batchSize, (endpoint) =>
			journal.entriesFor(endpoint).map(({ items }) => items),
		);

		const keys = await openKeyGuard(context, ready, options, timing);
		const submissions = await submitAll(client, requests, {
			concurrency,
			stopOnFailure: !context.continueOnFail(),
			journal,
			signal,
			claim: keys.claim,
		});
		const { skipped, unresolvedDuplicates } = await keys.settle(submissions);
		progress.submissions = [...submissions, ...unresolvedDuplicates.map(unsentDuplicate)];
		progress.skipped = skipped.map(({ valid }) => valid.item);

		const completed = options.waitForCompletion
			? await awaitCompletion(client, submissions, options.waitTimeout, signal)
			: submissions;
		const { invalid } = ready;
		const results = { submissions: completed, skipped, unresolvedDuplicates, invalid };
		return toOutputItems(context, results, options);
	});
}
