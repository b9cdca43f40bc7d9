import type { IDataObject } from 'n8n-workflow';

import type { Client } from '../shared/client';
import type { Delivery } from '../shared/transport';
import type { LogRow } from '../shared/writeLog';
import type { JobEvent } from './events';
import { hopeless, isLeftOut, learn, type Learnt } from './learn';
import { readLog, type LogStretch, type Reading } from './readLog';
import { settleRow } from './settle';
import {
	backOf,
	emptyState,
	markOf,
	MOST_AT_ONCE,
	MOST_OPEN,
	OVERLAP,
	readThrough,
	rowMark,
	seconds,
	timeOf,
	trimmed,
	type OpenJob,
	type TriggerState,
} from './state';

/** How far back the first poll looks, in milliseconds. */
export const LOOK_BACK: Readonly<Record<string, number>> = { none: 0, hour: 3_600_000, day: 86_400_000 };

/** The longest pause between two looks at a job that does not come to an end, in milliseconds. */
const LONGEST_PAUSE = 3_600_000;

/** After how long a job that does not come to an end is not looked at any more, in milliseconds. */
const GIVEN_UP = 7 * 86_400_000;

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

/** An event, with the log row where the job was found there. */
export interface Found {
	readonly event: JobEvent;
	readonly row?: LogRow;
}

/** What a poll found, and the state to store; or the delivery for which it learnt nothing. */
export type PollResult =
	| { readonly found: readonly Found[]; readonly state: TriggerState }
	| { readonly delivery: Delivery };

/**
 * The mark of an event that was given out.
 * @param event the event
 */
export const eventMark = ({ deduplication_key: key }: JobEvent): string => markOf('event', key);

/**
 * Whether it is time for another look at a job that does not come to an end: the longer it has
 * lasted, the longer the pauses, by a tenth of its age and an hour at most.
 * @param since when it began
 * @param asked when it was looked at last
 * @param now the time, of the same clock
 */
export const isDue = (since: number, asked: number, now: number): boolean =>
	now - asked >= Math.min((now - since) / 10, LONGEST_PAUSE);

/** By date, so that events come in the order of finishing; the log may list a row twice. */
const inOrder = <T extends LogRow>(rows: readonly T[]): T[] =>
	[...new Map(rows.map((row) => [rowMark(row), row])).values()].sort(
		(a, b) => timeOf(a) - timeOf(b) || a.id.localeCompare(b.id),
	);

/** The first poll takes what is there as known, so that the workflow starts with what comes. */
const armed = (scope: string, { rows, sourceTime, isWhole }: LogStretch): TriggerState =>
	trimmed({
		// Where the log could not be read whole, what was not seen must not be taken for new.
		...emptyState(scope, sourceTime === undefined ? 0 : sourceTime - (isWhole ? OVERLAP : 0)),
		...(sourceTime !== undefined && { through: sourceTime, wide: sourceTime }),
		rows: Object.fromEntries(rows.map((row) => [rowMark(row), seconds(timeOf(row))])),
	});

/** What the PMS said may be long, and asking again brings it again. */
const toKeep = (row: LogRow): LogRow => ({ ...row, error: row.error?.slice(0, 100) ?? null });

const finishedAt = ({ event: { finished_at: at } }: Found): number => (at ? Date.parse(at) : Number.MAX_SAFE_INTEGER);

/** What a poll comes to. */
interface Lesson {
	readonly found: Found[];
	readonly state: TriggerState;
	/** Whether some rows are left for the next poll, which must find them again. */
	readonly isLeft: boolean;
}

/** Whether there is room for one more job in view. A stalled one gives way: it was told of, and a new row of the log brings it back. */
function makeRoom(open: Record<string, OpenJob>, jobId: string): boolean {
	if (open[jobId] !== undefined || Object.keys(open).length < MOST_OPEN) return true;
	const stalled = Object.values(open).find(({ isStalled }) => isStalled);
	if (stalled) delete open[stalled.job_id];
	return stalled !== undefined;
}

/**
 * A job whose state is not known yet is kept in view, and while there is no room for it, found
 * again; one that has ended or stalled is told once.
 */
function afterLearning(
	state: TriggerState,
	learnt: ReadonlyArray<Learnt<OpenJob>>,
	now: number,
	stalledAfter: number,
): Lesson {
	const rows = { ...state.rows };
	const open = { ...state.open };
	const told = new Set(state.told);
	const found: Found[] = [];
	let isLeft = false;
	for (const { job: row, settled } of learnt) {
		const isNotAsked = isLeftOut({ job: row, settled });
		const isKept = settled.kind === 'event' || (!isNotAsked && makeRoom(open, row.job_id));
		isLeft ||= !isKept;
		if (isKept) rows[rowMark(row)] = seconds(timeOf(row));
		const isStalled = settled.kind === 'open' && now - timeOf(row) >= stalledAfter;
		if (settled.kind === 'event') delete open[row.job_id];
		else if (isKept) {
			const seen = settled.kind === 'open' && { asked: now, ...(isStalled && { isStalled }) };
			open[row.job_id] = { ...toKeep(row), ...seen };
		}
		if (settled.kind === 'failed' || (settled.kind === 'open' && !isStalled)) continue;
		const mark = eventMark(settled.event);
		if (!told.delete(mark)) found.push({ event: settled.event, row });
		told.add(mark);
	}
	for (const row of Object.values(open)) if (now - timeOf(row) > GIVEN_UP) delete open[row.job_id];
	return {
		found: found.sort((a, b) => finishedAt(a) - finishedAt(b)),
		state: { ...state, rows, open, told: [...told] },
		isLeft,
	};
}

/** How many rows a poll takes: as many as it can ask about. */
function isEnoughFor(previous: TriggerState | undefined, lookBack: number): Reading['isEnough'] {
	if (!previous && !lookBack) return () => false;
	const isNew = (row: LogRow): boolean => timeOf(row) >= (previous?.floor ?? 0) && previous?.rows[rowMark(row)] === undefined;
	return (rows) => rows.filter(isNew).length >= MOST_AT_ONCE;
}

/**
 * One poll over all write jobs of an account: finds them in the write log.
 * @param poll what the poll works with
 * @param filters the log's own filters
 * @param lookBack how far back the first poll looks, in milliseconds; 0 to begin with what comes
 */
export async function pollAllJobs(poll: Poll, filters: IDataObject, lookBack: number): Promise<PollResult> {
	const { client, scope, previous, deadline, stalledAfter } = poll;
	const reading: Reading = {
		back: previous ? { moment: backOf(previous) } : { ago: lookBack },
		round: previous?.round,
		readBy: Date.now() + (deadline - Date.now()) / 2,
		isEnough: isEnoughFor(previous, lookBack),
	};
	const first = await readLog(client, filters, reading);
	// Without the source's time a quiet hour tells nothing of what is new: then the newest job of the month does.
	const isTimeless = !previous && 'stretch' in first && first.stretch.sourceTime === undefined;
	const result = isTimeless ? await readLog(client, filters, { ...reading, back: { ago: Number.POSITIVE_INFINITY } }) : first;
	if ('delivery' in result) return result;
	const { rows, sourceTime, since, isWhole, begun, next } = result.stretch;
	if (!previous && !lookBack) return { found: [], state: armed(scope, result.stretch) };

	const state = previous ?? emptyState(scope, Math.max(0, (sourceTime ?? 0) - lookBack));
	const now = sourceTime ?? 0;
	// A floor that lies ahead comes of a clock that was wrong once.
	const floor = now && state.floor > now ? now - OVERLAP : state.floor;
	const news = inOrder(rows.filter((row) => timeOf(row) >= floor && state.rows[rowMark(row)] === undefined));
	const newJobs = new Set(news.map(({ job_id: jobId }) => jobId));
	const open = Object.values(state.open).filter(
		(job) => !newJobs.has(job.job_id) && (!job.isStalled || isDue(timeOf(job), job.asked ?? 0, now)),
	);
	const jobs: OpenJob[] = [...news, ...inOrder(open)].slice(0, MOST_AT_ONCE);
	const learnt = await learn(jobs, async (row) => await settleRow(client, row), client, deadline);
	const failure = learnt.some(({ job }) => newJobs.has(job.job_id)) ? hopeless(learnt) : undefined;
	if (failure) return { delivery: failure };

	const lesson = afterLearning(state, learnt, now, stalledAfter);
	const isDone = learnt.length >= news.length && !lesson.isLeft;
	const { round: _, ...rest } = { ...lesson.state, floor };
	const round = isDone ? next : begun;
	const isThrough = isDone && isWhole && since !== undefined;
	return { found: lesson.found, state: trimmed(isThrough ? readThrough(rest, since) : { ...rest, ...(round && { round }) }) };
}
