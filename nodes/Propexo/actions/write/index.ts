import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { openClient } from '../../transport/client';
import type { Timing } from '../../transport/timing';
import { Attempt } from './attempt';
import { awaitCompletion } from './completion';
import { throwIfInvalid } from './errors';
import { addHints, createHints } from './hints';
import { readKeys } from './idempotencyKey';
import { openJournal } from './journal';
import { openKeyGuard, settleDuplicates } from './keyGuard';
import { toOutputItems, toPreviewItems } from './output';
import { parseOptions } from './parseOptions';
import { planRequests } from './plan';
import { preflight } from './preflight';
import { replaySent, unsentItems } from './replay';
import { submitUntilDone } from './submitUntilDone';
import { withSummary } from './summary';
import { unsetFieldHints } from './unsetFieldHints';
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
	const itemKeys = readKeys(context);
	const attempt = new Attempt(context, itemKeys);
	const signal = context.getExecutionCancelSignal();
	return await withSummary(context, journal, async (progress) => {
		const options = parseOptions(context);
		if (!options.validateOnly) journal.baseUrl();
		const replayed = options.validateOnly ? [] : replaySent(context, journal);
		const validated = await validateItems(context, unsentItems(context, replayed));
		addHints(context, () => unsetFieldHints(validated.valid));
		if (options.validateOnly) return toPreviewItems(validated, options);
		// An invalid item isn't known to be unwritten where a lost attempt may have sent it.
		if (context.getMode() === 'retry') await attempt.begin();
		throwIfInvalid(context, validated.invalid, journal, attempt);

		const { concurrency } = options;
		const client = await openClient(context, { signal, concurrency, timing });
		const ready = await preflight(context, client, validated, journal, attempt, itemKeys);
		const guarded = { attempt, journal };
		const keys = await openKeyGuard(context, ready, options.releaseKeys, guarded, timing);
		const requests = planRequests(ready.valid, options.batchSize);
		const submitOptions = {
			concurrency,
			stopOnFailure: !context.continueOnFail(),
			journal,
			attempt,
			signal,
			claim: keys.claim,
			settle: keys.settle,
		};
		const sent = await submitUntilDone(client, replayed, requests, submitOptions, options);
		progress.submissions = sent;
		await keys.storeSent(sent);
		const completed = options.waitForCompletion
			? await awaitCompletion(client, sent, options.waitTimeout, signal)
			: sent;
		await keys.storeCompleted(completed);

		const submissions = [...completed, ...settleDuplicates(ready.duplicates, completed)];
		progress.submissions = submissions;
		const { isInterrupted } = attempt;
		const results = { submissions, invalid: ready.invalid, isInterrupted, released: keys.released };
		const outputs = toOutputItems(context, results, options);
		addHints(context, () => createHints(results, options));
		// n8n runs a node with failed items again, if Retry On Fail is on.
		if (!outputs.some(({ json }) => json.error)) journal.forgetResults();
		return outputs;
	}).finally(async () => await attempt.end());
}
