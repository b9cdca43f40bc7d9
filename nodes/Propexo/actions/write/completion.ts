import type { Client } from '../../transport/client';
import { describeFailure } from '../../transport/errorMessages';
import { isTerminal, pollUntilTerminal } from '../../transport/writeStatus';
import { err } from '../../utils/result';
import type { Submission } from './submit';

/**
 * Waits for the jobs that Propexo accepted. It never throws, not even when canceled: what was
 * accepted must be reported in any case.
 * @param seconds the longest wait
 */
export const awaitCompletion = async (
	client: Client,
	submissions: readonly Submission[],
	seconds: number,
	signal: AbortSignal | undefined,
): Promise<Submission[]> =>
	await Promise.all(
		submissions.map(async (submission): Promise<Submission> => {
			const { outcome } = submission;
			if (outcome.kind !== 'accepted') return submission;
			// A finished job of the write log may be listed by an ID that Propexo doesn't know.
			if (outcome.foundStatus && isTerminal(outcome.foundStatus)) return submission;
			try {
				const status = await pollUntilTerminal(client, outcome.jobId, seconds, signal);
				return { ...submission, status: status.ok ? status : err(describeFailure(status.error)) };
			} catch (error) {
				const { message } = error as Error;
				return { ...submission, status: err({ message, description: '' }) };
			}
		}),
	);
