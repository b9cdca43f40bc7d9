import type { Client } from '../../transport/client';
import { describeFailure } from '../../transport/errorMessages';
import { waitForOutcome } from '../../transport/writeStatus';
import type { Submission } from './output';

/**
 * Waits for the outcome of the writes that Propexo has accepted.
 * @param seconds how long to wait at most
 * @returns the same reports with the state of each job, or why it could not be read. It never
 * throws, not even when cancelled: what was accepted must be told in any case.
 */
export const awaitCompletion = async (
	client: Client,
	reports: readonly Submission[],
	seconds: number,
	signal: AbortSignal | undefined,
): Promise<Submission[]> =>
	await Promise.all(
		reports.map(async (report) => {
			if (report.outcome.kind !== 'accepted') return report;
			try {
				const result = await waitForOutcome(client, report.outcome.jobId, seconds, signal);
				return 'status' in result
					? { ...report, status: result.status }
					: { ...report, unread: describeFailure(result.delivery) };
			} catch (error) {
				return {
					...report,
					unread: {
						message: (error as Error).message,
						description: 'Look for the job at Propexo.',
					},
				};
			}
		}),
	);
