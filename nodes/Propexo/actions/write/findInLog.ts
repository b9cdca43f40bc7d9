import type { Client } from '../../transport/client';
import { readPages } from '../../transport/pagination';
import { sleepWithAbort } from '../../transport/sleepWithAbort';
import { LOG_PAGE, type LogRow, readRawLogPage } from '../../transport/writeLog';
import { ok } from '../../utils/result';
import { type LoggedWrite, type LostWrite, matchesLostWrite, toLoggedWrite } from './matchLogRow';
import type { LogCandidate, Submission } from './submit';

const HOUR = 3_600_000;

/** The ranges of the write log, in hours. The next one is taken early, so that nothing falls out meanwhile. */
const TIME_RANGES = [
	['hour', 0.5],
	['day', 23],
	['week', 167],
	['month', Number.POSITIVE_INFINITY],
] as const;

/** Where a log is longer, it can't be said that only one job matches. */
const MAX_ROWS = 5_000;

interface LogSnapshot {
	readonly rows: readonly LoggedWrite[];
	/** Propexo's clock minus this machine's, in ms. */
	readonly clockOffset: number;
}

/** The finished writes of an integration; undefined where the log can't be read to its end. */
async function readLog(
	client: Client,
	integrationId: string | null,
	sentAt: number,
): Promise<LogSnapshot | undefined> {
	const hours = (Date.now() - sentAt) / HOUR;
	const [timeRange] = TIME_RANGES.find(([, limit]) => hours < limit)!;
	let clockOffset = 0;
	const result = await readPages<LoggedWrite>(
		{
			maxPageSize: LOG_PAGE,
			keyOf: ({ id }) => id,
			read: async (offset) => {
				const page = await readRawLogPage(client, {
					limit: LOG_PAGE,
					offset,
					time_range: timeRange,
					...(integrationId !== null && { integration_id: integrationId }),
				});
				if (!page.ok) return page;
				const { serverTime = Date.now(), rows } = page.value;
				clockOffset = serverTime - Date.now();
				return ok({ ...page.value, rows: rows.flatMap((row) => toLoggedWrite(row, serverTime)) });
			},
		},
		MAX_ROWS,
	);
	return result.ok && result.value.length < MAX_ROWS
		? { rows: result.value, clockOffset }
		: undefined;
}

const isSameWrite = (a: Submission, b: Submission): boolean =>
	a.outcome.kind === 'unknown' &&
	b.outcome.kind === 'unknown' &&
	a.outcome.bodyDigest === b.outcome.bodyDigest &&
	a.request.path === b.request.path &&
	a.request.endpoint === b.request.endpoint;

const toCandidate = ({ job_id, status, created_at }: LogRow): LogCandidate => ({
	job_id,
	write_status: status,
	created_at,
});

const toFound = ({ request }: Submission, { job_id, status, error }: LogRow): Submission => ({
	request,
	outcome: { kind: 'accepted', jobId: job_id, result: null },
	status: ok({ write_status: status, errors: error ? [error] : [], created_record_id: null }),
	isFoundInLog: true,
});

/** The submission with the job that is certainly its own, or with those that may be. */
function matchLog(
	submission: Submission,
	{ rows, clockOffset }: LogSnapshot,
	unresolved: readonly Submission[],
	claimed: ReadonlySet<string>,
): Submission {
	const { request, outcome } = submission;
	if (outcome.kind !== 'unknown') return submission;
	const { bodyDigest, sentAt } = outcome;
	const lost: LostWrite = { request, bodyDigest, sentAt: sentAt + clockOffset };
	const now = Date.now() + clockOffset;
	const matches = rows.filter(
		(row) => !claimed.has(row.job_id) && matchesLostWrite(row, lost, now),
	);
	const [match, ...others] = matches;
	if (!match) return submission;
	const isOnlyOne = unresolved.filter((other) => isSameWrite(other, submission)).length === 1;
	return isOnlyOne && !others.length
		? toFound(submission, match)
		: { ...submission, candidates: matches.map(toCandidate) };
}

/** One search for all lost writes of an integration, whose log is read once. */
async function searchOnce(
	client: Client,
	submissions: readonly Submission[],
	claimed: ReadonlySet<string>,
): Promise<Submission[]> {
	const unresolved = submissions.filter(({ outcome }) => outcome.kind === 'unknown');
	const logs = new Map<string | null, Promise<LogSnapshot | undefined>>();
	const logOf = async (integrationId: string | null): Promise<LogSnapshot | undefined> => {
		const sentAt = Math.min(
			...unresolved.flatMap(({ outcome }) => (outcome.kind === 'unknown' ? outcome.sentAt : [])),
		);
		const log = logs.get(integrationId) ?? readLog(client, integrationId, sentAt);
		logs.set(integrationId, log);
		return await log;
	};
	return await Promise.all(
		submissions.map(async (submission) => {
			if (submission.outcome.kind !== 'unknown') return submission;
			const log = await logOf(submission.request.integrationId);
			return log ? matchLog(submission, log, unresolved, claimed) : submission;
		}),
	);
}

/**
 * Looks in the write log for writes whose responses were lost. One is found if exactly one job has
 * its integration, type, path IDs and body, began after it was sent, and isn't another write's.
 * That no job is found proves nothing: the log lags, and has finished writes only.
 * @param seconds the longest search
 * @param claimed the jobs of other writes
 */
export async function findInLog(
	client: Client,
	submissions: readonly Submission[],
	claimed: ReadonlySet<string>,
	seconds: number,
	signal: AbortSignal | undefined,
): Promise<Submission[]> {
	const { pollInitialInterval, pollMaxInterval } = client.timing;
	const end = Date.now() + seconds * 1_000;
	let interval = pollInitialInterval;
	let current = [...submissions];
	const isUnknown = ({ outcome }: Submission): boolean => outcome.kind === 'unknown';
	try {
		while (current.some(isUnknown)) {
			current = await searchOnce(client, current, claimed);
			const remaining = end - Date.now();
			if (remaining <= 0) break;
			if (current.some(isUnknown)) await sleepWithAbort(Math.min(interval, remaining), signal);
			interval = Math.min(interval * 1.5, pollMaxInterval);
		}
	} catch {
		// Canceled, or not readable: what wasn't found stays unknown.
	}
	return current;
}
