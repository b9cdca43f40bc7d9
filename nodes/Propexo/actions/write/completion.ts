import type { Client } from '../../transport/client';
import { explain } from '../../transport/errorMessages';
import { waitForWrite } from '../../transport/writeStatus';
import type { Report } from './output';

/**
 * Waits for the outcome of the writes that Propexo has accepted.
 * @param client Propexo
 * @param reports every request and what became of it
 * @param seconds how long to wait at most
 * @param signal n8n's cancel signal
 * @returns the same reports with the state of each job, or why it could not be read. It never
 * throws, not even when cancelled: what was accepted must be told in any case.
 */
export const follow = async (
	client: Client,
	reports: readonly Report[],
	seconds: number,
	signal: AbortSignal | undefined,
): Promise<Report[]> =>
	await Promise.all(
		reports.map(async (report) => {
			if (report.outcome.kind !== 'accepted') return report;
			try {
				const result = await waitForWrite(client, report.outcome.jobId, seconds, signal);
				return 'status' in result
					? { ...report, status: result.status }
					: { ...report, unread: explain(result.delivery) };
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
