import type { IDataObject } from 'n8n-workflow';

import type { Client } from '../shared/client';
import type { Delivery } from '../shared/transport';
import type { LogRow } from '../shared/writeLog';
import type { JobEvent } from './events';
import { readLogSince, type LogStretch } from './readLog';
import { settleJob, settleRow, type Settled } from './settle';
import { markOf, MOST_OPEN, timeOf, trimmed, type TriggerState } from './state';

/** How long after its date a row of the log may turn up and still be found, in milliseconds. */
const OVERLAP = 30 * 60_000;

/** How many jobs are asked about at once. */
const AT_ONCE = 5;

/** After how many failures in a row, with nothing else, asking for more is of no use. */
const HOPELESS = 3 * AT_ONCE;

/** How far back the first poll looks, in milliseconds. */
export const LOOK_BACK: Readonly<Record<string, number>> = { none: 0, hour: 3_600_000, day: 86_400_000 };

/** What a poll works with. */
export interface Poll {
	readonly client: Client;
	readonly scope: string;
	/** What the last poll of this scope stored; nothing on the first one. */
	readonly previous: TriggerState | undefined;
	/** After how long a job that has not finished counts as stalled, in milliseconds. */
	readonly stalledAfter: number;
	/** When to leave the rest for the next poll, on this machine's clock (ms since 1970). */
	readonly deadline: number;
}

/** What a poll found, and the state to store; or the delivery for which it learnt nothing. */
export type PollResult =
	| { readonly events: readonly JobEvent[]; readonly state: TriggerState }
	| { readonly delivery: Delivery };

const rowMark = ({ job_id: jobId, id }: LogRow): string => markOf('row', jobId, id);

/**
 * The mark of an event that was given out.
 * @param event the event
 */
export const eventMark = ({ deduplication_key: key }: JobEvent): string => markOf('event', key);

const seconds = (ms: number): number => Math.floor(ms / 1_000);

/** By date, so that events come in the order of finishing; the log may list a row twice. */
const inOrder = (rows: readonly LogRow[]): LogRow[] =>
	[...new Map(rows.map((row) => [rowMark(row), row])).values()].sort(
		(a, b) => timeOf(a) - timeOf(b) || a.id.localeCompare(b.id),
	);

/** What was learnt of some jobs, in their order. */
interface Learnt<T> {
	readonly job: T;
	readonly settled: Settled;
}

const isRateLimited = ({ settled }: Learnt<unknown>): boolean =>
	settled.kind === 'failed' && settled.delivery.kind === 'answer' && settled.delivery.status === 429;

/** Goes through jobs a few at a time until the time is up, or until asking is of no use. */
async function learn<T>(
	jobs: readonly T[],
	ask: (job: T) => Promise<Settled>,
	{ client, deadline }: Poll,
): Promise<Array<Learnt<T>>> {
	const learnt: Array<Learnt<T>> = [];
	while (learnt.length < jobs.length && Date.now() + client.delay() < deadline) {
		const next = jobs.slice(learnt.length, learnt.length + AT_ONCE);
		learnt.push(...(await Promise.all(next.map(async (job) => ({ job, settled: await ask(job) })))));
		const isHopeless = learnt.length >= HOPELESS && learnt.every(({ settled }) => settled.kind === 'failed');
		if (isHopeless || learnt.some(isRateLimited)) break;
	}
	return learnt;
}

/** The failure to stop with: only where nothing at all was learnt. */
const hopeless = (learnt: ReadonlyArray<Learnt<unknown>>): Delivery | undefined => {
	const failures = learnt.map(({ settled }) => (settled.kind === 'failed' ? settled.delivery : undefined));
	return failures.length && failures.every(Boolean) ? failures[0] : undefined;
};

/** The first poll takes what is there as known, so that the workflow starts with what comes. */
const armed = (scope: string, { rows, sourceTime, isWhole }: LogStretch): TriggerState =>
	trimmed({
		version: 1,
		scope,
		// Where the log could not be read whole, what was not seen must not be taken for new.
		floor: sourceTime === undefined ? 0 : sourceTime - (isWhole ? OVERLAP : 0),
		marks: Object.fromEntries(rows.map((row) => [rowMark(row), seconds(timeOf(row))])),
		open: {},
	});

/** What the PMS said may be long, and asking again brings it again. */
const toKeep = (row: LogRow): LogRow => ({ ...row, error: row.error?.slice(0, 100) ?? null });

const finishedAt = ({ finished_at: at }: JobEvent): number => (at ? Date.parse(at) : Number.MAX_SAFE_INTEGER);

const byTime = (a: JobEvent, b: JobEvent): number => finishedAt(a) - finishedAt(b);

/** What a poll comes to. */
interface Lesson {
	readonly events: JobEvent[];
	readonly marks: Record<string, number>;
	readonly open: Record<string, LogRow>;
	/** Whether some jobs are left for the next poll, which must find them again. */
	readonly isLeft: boolean;
}

/**
 * A job whose state is not known yet is kept in view, and while there is no room for it, found
 * again; one that has ended or stalled is told once. Its event is marked by when it was told: the
 * log may list the same end again, and later.
 */
function afterLearning(
	state: TriggerState,
	learnt: ReadonlyArray<Learnt<LogRow>>,
	now: number,
	stalledAfter: number,
): Lesson {
	const marks = { ...state.marks };
	const open = { ...state.open };
	const events: JobEvent[] = [];
	let isLeft = false;
	for (const { job: row, settled } of learnt) {
		const isFull = open[row.job_id] === undefined && Object.keys(open).length >= MOST_OPEN;
		if (isRateLimited({ job: row, settled }) || (settled.kind !== 'event' && isFull)) {
			isLeft = true;
			continue;
		}
		marks[rowMark(row)] = seconds(timeOf(row));
		if (settled.kind === 'event') delete open[row.job_id];
		else open[row.job_id] = toKeep(row);
		const isStalled = now - timeOf(row) >= stalledAfter;
		if (settled.kind === 'failed' || (settled.kind === 'open' && !isStalled)) continue;
		const mark = eventMark(settled.event);
		if (marks[mark] === undefined) events.push(settled.event);
		marks[mark] = seconds(Math.max(now, timeOf(row)));
	}
	return { events: events.sort(byTime), marks, open, isLeft };
}

/**
 * One poll over all write jobs of an account: finds them in the write log.
 * @param poll what the poll works with
 * @param filters the log's own filters
 * @param lookBack how far back the first poll looks, in milliseconds; 0 to begin with what comes
 */
export async function pollAllJobs(poll: Poll, filters: IDataObject, lookBack: number): Promise<PollResult> {
	const { client, scope, previous, deadline, stalledAfter } = poll;
	const since = previous ? { moment: previous.floor } : { ago: lookBack };
	const readBy = Date.now() + (deadline - Date.now()) / 2;
	const first = await readLogSince(client, filters, since, readBy);
	// Without the source's time a quiet hour tells nothing of what is new: then the newest job of the month does.
	const isTimeless = !previous && 'stretch' in first && first.stretch.sourceTime === undefined;
	const result = isTimeless ? await readLogSince(client, filters, { ago: Number.POSITIVE_INFINITY }, readBy) : first;
	if ('delivery' in result) return result;
	const { rows, sourceTime, isWhole } = result.stretch;
	if (!previous && !lookBack) return { events: [], state: armed(scope, result.stretch) };

	const floor = previous?.floor ?? Math.max(0, (sourceTime ?? 0) - lookBack);
	const state = previous ?? { version: 1, scope, floor, marks: {}, open: {} };
	const found = rows.filter((row) => timeOf(row) >= floor && state.marks[rowMark(row)] === undefined);
	const foundJobs = new Set(found.map(({ job_id: jobId }) => jobId));
	const stillOpen = Object.values(state.open).filter(({ job_id: jobId }) => !foundJobs.has(jobId));
	const jobs = [...inOrder(found), ...inOrder(stillOpen)];
	const learnt = await learn(jobs, async (row) => await settleRow(client, row), poll);
	const failure = hopeless(learnt.filter(({ job }) => state.open[job.job_id] === undefined));
	if (failure) return { delivery: failure };

	const { events, marks, open, isLeft } = afterLearning(state, learnt, sourceTime ?? 0, stalledAfter);
	const isDone = isWhole && learnt.length === jobs.length && !isLeft;
	const next = isDone && sourceTime !== undefined ? Math.max(floor, sourceTime - OVERLAP) : floor;
	return { events, state: trimmed({ ...state, floor: next, marks, open }) };
}

/** A job that a person named has no row in the log; how long it is open counts from the first look at it. */
const firstSeen = (jobId: string): LogRow => ({
	id: '',
	created_at: new Date().toISOString(),
	job_id: jobId,
	job_log_id: null,
	status: '',
	integration_id: null,
	job_type: null,
	error: null,
	vendor: null,
});

/**
 * One poll over the write jobs that a person named. A job that succeeded is not asked about
 * again; one that failed is, because a later try may succeed under the same id.
 * @param poll what the poll works with
 * @param jobIds the jobs
 */
export async function pollJobIds(poll: Poll, jobIds: readonly string[]): Promise<PollResult> {
	const { client, scope, previous, stalledAfter } = poll;
	const marks: Record<string, number> = { ...previous?.marks };
	const isDone = (jobId: string): boolean => marks[markOf('event', `${jobId}:SUCCESS`)] !== undefined;
	const jobs = jobIds.filter((jobId) => !isDone(jobId));
	const learnt = await learn(jobs, async (jobId) => await settleJob(client, jobId), poll);
	const unknown = previous ? undefined : learnt.find(({ settled }) => settled.kind === 'failed');
	const failure = unknown?.settled.kind === 'failed' ? unknown.settled.delivery : hopeless(learnt);
	if (failure) return { delivery: failure };
	const unfinished = learnt.flatMap(({ job, settled }) => (settled.kind === 'event' ? [] : [job]));
	const open = Object.fromEntries(unfinished.map((jobId) => [jobId, previous?.open[jobId] ?? firstSeen(jobId)]));
	const isStalled = (jobId: string): boolean => Date.now() - timeOf(open[jobId]!) >= stalledAfter;
	const found = learnt.flatMap(({ job, settled }) => {
		if (settled.kind === 'failed' || (settled.kind === 'open' && !isStalled(job))) return [];
		return [settled.event];
	});
	const events = found.filter((event) => marks[eventMark(event)] === undefined);
	for (const event of events) marks[eventMark(event)] = seconds(Date.now());
	return { events, state: trimmed({ version: 1, scope, floor: 0, marks, open: { ...previous?.open, ...open } }) };
}
