import type { IDataObject } from 'n8n-workflow';

import type { Client } from '../transport/client';
import type { HttpOutcome } from '../transport/httpOutcome';
import type { LogRow } from '../transport/writeLog';
import { err, ok, type Result } from '../utils/result';
import type { JobEvent } from './events';
import {
	type FetchedStatus,
	fetchStatuses,
	firstErrorIfAllFailed,
	isNotFetched,
} from './fetchStatuses';
import { fetchRowState } from './jobStatus';
import { readRound, type RoundPage, type Since, withRoom } from './logScan';
import {
	backOf,
	emptyState,
	markOf,
	MOST_AT_ONCE,
	MOST_OPEN,
	type OpenJob,
	OVERLAP,
	roundEnded,
	rowMark,
	seconds,
	timeOf,
	type TriggerState,
	trimmed,
	trimmedAtEnd,
} from './state';

/** How far back the first poll looks, in milliseconds. */
export const LOOK_BACK: Readonly<Record<string, number>> = {
	none: 0,
	hour: 3_600_000,
	day: 86_400_000,
};

/** The longest pause between two looks at a job that does not come to an end, in milliseconds. */
const LONGEST_PAUSE = 3_600_000;

/** After how long a job is not looked at any more that does not come to an end, or that cannot be read, in milliseconds. */
const GIVEN_UP = { pending: 7 * 86_400_000, unread: 30 * 86_400_000 };

/** How many of the questions of a poll are kept for jobs that are still open. */
const FOR_OPEN = 60;

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

/** What a poll found, and the state to store; or why no job's status could be read. */
export type PollResult = Result<
	{ readonly found: readonly Found[]; readonly state: TriggerState },
	HttpOutcome
>;

/** The mark of an event that was given out. */
export const eventMark = ({ deduplication_key: key }: JobEvent): string => markOf('event', key);

/**
 * Whether it is time for another look at a job that does not come to an end: the longer it has
 * lasted, the longer the pauses, by a tenth of its age and an hour at most.
 */
export const isDue = (since: number, asked: number, now: number): boolean =>
	now - asked >= Math.min((now - since) / 10, LONGEST_PAUSE);

/** By date, so that events come in the order of finishing; the log may list a row twice. */
const inOrder = <T extends LogRow>(rows: readonly T[]): T[] =>
	[...new Map(rows.map((row) => [rowMark(row), row])).values()].sort(
		(a, b) => timeOf(a) - timeOf(b) || a.id.localeCompare(b.id),
	);

/** The first poll takes what is there as known, so that the workflow starts with what comes. */
function armed(
	scope: string,
	rows: readonly LogRow[],
	now: number | undefined,
	isEnd: boolean,
): TriggerState {
	const known = Object.fromEntries(rows.map((row) => [rowMark(row), seconds(timeOf(row))]));
	if (now === undefined) return trimmedAtEnd({ ...emptyState(scope, 0), rows: known });
	// Where the log could not be read whole, what was not seen must not be taken for new.
	return trimmedAtEnd({
		...emptyState(scope, now - (isEnd ? OVERLAP : 0)),
		through: now,
		wide: now,
		rows: known,
	});
}

/** The first poll, where it is not to look back. */
async function arm(poll: Poll, filters: IDataObject, back: Since): Promise<PollResult> {
	const { client, scope, deadline } = poll;
	const rows: LogRow[] = [];
	let now: number | undefined;
	let isEnd = false;
	for await (const step of readRound(client, filters, back, undefined)) {
		if (!step.ok) return step;
		const page = step.value;
		now ??= page.now;
		isEnd = page.isEnd;
		rows.push(...page.rows);
		if (Date.now() + client.rateLimitDelay() >= deadline) break;
	}
	// Without the source's time a quiet hour tells nothing of what is new: then the newest job of the month does.
	const isTimeless = now === undefined && 'ago' in back && back.ago === 0;
	if (isTimeless) return await arm(poll, filters, { ago: Number.POSITIVE_INFINITY });
	return ok({ found: [], state: armed(scope, rows, now, isEnd) });
}

/** What the PMS said may be long, and asking again brings it again. */
const toKeep = ({ unread: _, ...row }: OpenJob): OpenJob => ({
	...row,
	error: row.error?.slice(0, 100) ?? null,
});

const finishedAt = ({ event: { finished_at: at } }: Found): number =>
	at ? Date.parse(at) : Number.MAX_SAFE_INTEGER;

/** Whether there is room for one more job in view. The oldest unfinished one gives way: a new row of the log brings it back. */
function makeRoom(open: Record<string, OpenJob>, jobId: string): boolean {
	if (open[jobId] !== undefined || Object.keys(open).length < MOST_OPEN) return true;
	const [oldest] = Object.values(open)
		.filter(({ unread }) => unread === undefined)
		.sort((a, b) => timeOf(a) - timeOf(b));
	if (oldest) delete open[oldest.job_id];
	return oldest !== undefined;
}

/** What a poll has come to so far. */
interface Course {
	state: TriggerState;
	readonly found: Found[];
	readonly learnt: Array<FetchedStatus<OpenJob>>;
}

/**
 * Takes in what was learnt. A job whose state is not known yet is kept in view, and while there is
 * no room for it, found again; one that has ended or stalled is told once.
 * @returns whether all of it was dealt with, so that no row has to be found again
 */
function takeIn(
	course: Course,
	learnt: ReadonlyArray<FetchedStatus<OpenJob>>,
	now: number,
	stalledAfter: number,
): boolean {
	if (!learnt.length) return true;
	const rows = { ...course.state.rows };
	const open = { ...course.state.open };
	const told = new Set(course.state.told);
	let isAll = true;
	for (const one of learnt) {
		const { job: row, state } = one;
		const isFinished = state.ok && state.value.isFinished;
		const isKept = isFinished || (!isNotFetched(one) && makeRoom(open, row.job_id));
		isAll &&= isKept;
		if (isKept) rows[rowMark(row)] = seconds(timeOf(row));
		if (isFinished) delete open[row.job_id];
		else if (isKept)
			open[row.job_id] = {
				...toKeep(row),
				asked: now,
				...(!state.ok && { unread: row.unread ?? now }),
			};
		const isStalled = now - timeOf(row) >= stalledAfter;
		if (!state.ok || (!isFinished && !isStalled)) continue;
		const { event } = state.value;
		const mark = eventMark(event);
		if (!told.delete(mark)) course.found.push({ event, row });
		told.add(mark);
	}
	course.learnt.push(...learnt);
	course.state = { ...course.state, rows, open, told: [...told] };
	return isAll;
}

/** The jobs in view that it is time to ask about, those first that were asked about longest ago. */
function dueOf({ open }: TriggerState, now: number, stalledAfter: number): OpenJob[] {
	const isTime = (job: OpenJob): boolean => {
		const since = job.unread ?? timeOf(job);
		return now - since < stalledAfter || isDue(since, job.asked ?? 0, now);
	};
	return Object.values(open)
		.filter(isTime)
		.sort((a, b) => (a.asked ?? 0) - (b.asked ?? 0));
}

function withoutGivenUp(state: TriggerState, now: number): TriggerState {
	const isKept = (job: OpenJob): boolean =>
		now - (job.unread ?? timeOf(job)) <=
		(job.unread === undefined ? GIVEN_UP.pending : GIVEN_UP.unread);
	return {
		...state,
		open: Object.fromEntries(Object.entries(state.open).filter(([, job]) => isKept(job))),
	};
}

/** A floor that lies ahead comes of a clock that was wrong once. */
const withSaneFloor = (state: TriggerState, now: number): TriggerState =>
	now && state.floor > now ? { ...state, floor: now - OVERLAP } : state;

/** The rows of a page that were not dealt with yet. */
const newsOf = ({ rows }: RoundPage, { floor, rows: known }: TriggerState): LogRow[] =>
	inOrder(rows.filter((row) => timeOf(row) >= floor && known[rowMark(row)] === undefined));

/**
 * One poll over all write jobs of an account: finds them in the write log, page by page. A round
 * goes on after the last page whose rows are all dealt with.
 * @param lookBack how far back the first poll looks, in milliseconds; 0 to begin with what comes
 */
export async function pollAllJobs(
	poll: Poll,
	filters: IDataObject,
	lookBack: number,
): Promise<PollResult> {
	const { client, scope, previous, deadline, stalledAfter } = poll;
	if (!previous && !lookBack) return await arm(poll, filters, { ago: 0 });
	const back: Since = previous ? { moment: backOf(previous) } : { ago: lookBack };
	const ask = async (row: OpenJob) => await fetchRowState(client, row);
	const newsBy = Date.now() + (deadline - Date.now()) * 0.75;
	let course: Course | undefined;
	let now = 0;
	let place = previous?.round;
	let isEnd = false;
	const most = MOST_AT_ONCE - Math.min(FOR_OPEN, Object.keys(previous?.open ?? {}).length);
	const asked = new Set<string>();
	for await (const step of readRound(client, filters, back, place)) {
		if (!step.ok) {
			if (course) break;
			return step;
		}
		const page = step.value;
		now ||= page.now ?? 0;
		course ??= {
			state: previous
				? withSaneFloor(previous, now)
				: emptyState(scope, Math.max(0, now - lookBack)),
			found: [],
			learnt: [],
		};
		const news = newsOf(page, course.state);
		const some = news.slice(0, most - course.learnt.length);
		const learnt = await fetchStatuses(some, ask, client, newsBy);
		some.forEach(({ job_id: jobId }) => asked.add(jobId));
		const isAll = takeIn(course, learnt, now, stalledAfter) && learnt.length === news.length;
		if (!isAll) break;
		place = page.place;
		isEnd = page.isEnd;
		if (Date.now() + client.rateLimitDelay() >= newsBy || course.learnt.length >= most) break;
	}
	if (!course) throw new Error('The log has a page at least');
	const due = dueOf(course.state, now, stalledAfter).filter(
		({ job_id: jobId }) => !asked.has(jobId),
	);
	takeIn(
		course,
		await fetchStatuses(due.slice(0, MOST_AT_ONCE - course.learnt.length), ask, client, deadline),
		now,
		stalledAfter,
	);
	const failure = asked.size ? firstErrorIfAllFailed(course.learnt) : undefined;
	if (failure) return err(failure);
	const state = withoutGivenUp(course.state, now);
	const found = course.found.sort((a, b) => finishedAt(a) - finishedAt(b));
	if (isEnd && place?.since !== undefined)
		return ok({ found, state: trimmedAtEnd(roundEnded(state, place.since)) });
	return ok({ found, state: trimmed({ ...state, round: place && withRoom(place, back, now) }) });
}
