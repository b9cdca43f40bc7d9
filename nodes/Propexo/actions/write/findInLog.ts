import type { Client } from '../../transport/client';
import type { HttpOutcome } from '../../transport/httpOutcome';
import { readPages } from '../../transport/pagination';
import { pollUntil } from '../../transport/pollUntil';
import { LOG_PAGE, type LogRow, readRawLogPage } from '../../transport/writeLog';
import { readWriteStatus } from '../../transport/writeStatus';
import { ok } from '../../utils/result';
import type { SentWrite } from './journal';
import { type LoggedWrite, type LostWrite, matchesLostWrite, toLoggedWrite } from './matchLogRow';
import { type LogCandidate, type Submission, toSubmission, type WriteOutcome } from './submit';

type UnknownOutcome = Extract<WriteOutcome, { kind: 'unknown' }>;

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

const toCandidate = ({ job_id, status, created_at }: LogRow): LogCandidate => ({
	job_id,
	write_status: status,
	created_at,
});

/** A job that Propexo doesn't know by its ID: the log may list the ID of another job for it. */
const isUnknownJob = (outcome: HttpOutcome): boolean =>
	outcome.kind === 'response' && (outcome.status === 404 || outcome.status === 400);

/**
 * The job of a lost write. The log has no partial success, which only the status of the job tells:
 * where that can't be read now, the search goes on.
 */
async function toFound(
	client: Client,
	submission: Submission,
	{ job_id: jobId, status, error }: LogRow,
): Promise<Submission> {
	const read = await readWriteStatus(client, jobId);
	if (!read.ok && !isUnknownJob(read.error)) return submission;
	const logged = { write_status: status, errors: error ? [error] : [], created_record_id: null };
	const foundStatus = read.ok ? read.value : logged;
	return toSubmission(submission.request, { kind: 'accepted', jobId, result: null, foundStatus });
}

/** The statuses that the log documents. */
const FINAL_STATUSES = new Set(['SUCCESS', 'FAILURE']);

/** The rows that may be the job of a lost write, and whether there is no other way. */
function matchLog(
	{ request, outcome }: Submission & { outcome: UnknownOutcome },
	{ rows, clockOffset }: LogSnapshot,
	sent: readonly SentWrite[],
): { matches: readonly LoggedWrite[]; isCertain: boolean } {
	const { bodyDigest, sentAt } = outcome;
	const claimed = new Set(sent.map(({ jobId }) => jobId));
	const lost: LostWrite = { request, bodyDigest, sentAt: sentAt + clockOffset };
	const now = Date.now() + clockOffset;
	const matches = rows.filter(
		(row) => !claimed.has(row.job_id) && matchesLostWrite(row, lost, now),
	);
	const sameWrites = sent.filter(
		(write) => write.bodyDigest === bodyDigest && write.path === request.path,
	);
	const accepted = sameWrites.filter(({ jobId }) => jobId !== undefined);
	const isLogged = ({ jobId }: SentWrite): boolean => rows.some((row) => row.job_id === jobId);
	const isOnlyLost = sameWrites.length - accepted.length === 1;
	const [match, ...others] = matches;
	const isOnlyJob = match !== undefined && !others.length && FINAL_STATUSES.has(match.status);
	return { matches, isCertain: isOnlyJob && isOnlyLost && accepted.every(isLogged) };
}

/** One search for all lost writes, for which the log of each integration is read once. */
async function searchOnce(
	client: Client,
	submissions: readonly Submission[],
	sent: readonly SentWrite[],
): Promise<Submission[]> {
	const firstSentAt = Math.min(
		...submissions.flatMap(({ outcome }) => (outcome.kind === 'unknown' ? outcome.sentAt : [])),
	);
	const logs = new Map<string | null, Promise<LogSnapshot | undefined>>();
	return await Promise.all(
		submissions.map(async (submission) => {
			const { request, outcome } = submission;
			if (outcome.kind !== 'unknown') return submission;
			const { integrationId } = request;
			const reading = logs.get(integrationId) ?? readLog(client, integrationId, firstSentAt);
			logs.set(integrationId, reading);
			const log = await reading;
			if (!log) return submission;
			const { matches, isCertain } = matchLog({ ...submission, outcome }, log, sent);
			if (isCertain) return await toFound(client, submission, matches[0]!);
			return matches.length ? { ...submission, candidates: matches.map(toCandidate) } : submission;
		}),
	);
}

/**
 * Looks in the write log for writes whose responses were lost. One is found if exactly one job has
 * its integration, type, path IDs and body, began after it was sent, and isn't another write's.
 * That no job is found proves nothing: the log lags, and has finished writes only.
 * @param sent all writes of the execution
 * @param seconds the longest search
 */
export async function findInLog(
	client: Client,
	submissions: readonly Submission[],
	sent: readonly SentWrite[],
	seconds: number,
	signal: AbortSignal | undefined,
): Promise<Submission[]> {
	let current = [...submissions];
	const search = async (): Promise<void> => {
		current = await searchOnce(client, current, sent);
	};
	const isDone = (): boolean => current.every(({ outcome }) => outcome.kind !== 'unknown');
	try {
		await pollUntil(search, isDone, { seconds, timing: client.timing, signal });
	} catch {
		// Canceled: what wasn't found stays unknown, and the outcomes have to be reported in any case.
	}
	return current;
}
