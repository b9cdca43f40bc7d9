import type { Client } from '../../transport/client';
import { findInLog } from './findInLog';
import type { WriteJournal } from './journal';
import type { WriteOptions } from './parseOptions';
import type { Submission } from './submit';

/** Looks for the jobs of lost responses, where that is wanted, and keeps those that were found. */
export async function resolveUnknown(
	client: Client,
	submissions: readonly Submission[],
	journal: WriteJournal,
	{ unknownOutcome, waitTimeout }: WriteOptions,
	signal: AbortSignal | undefined,
): Promise<Submission[]> {
	const hasUnknown = submissions.some(({ outcome }) => outcome.kind === 'unknown');
	if (!hasUnknown || unknownOutcome !== 'findInLog') return [...submissions];
	const resolved = await findInLog(client, submissions, journal.sentWrites(), waitTimeout, signal);
	for (const { request, outcome } of resolved) {
		if (outcome.kind === 'accepted' && outcome.foundStatus) journal.amend(request, outcome);
	}
	return resolved;
}
