import type { IDataObject } from 'n8n-workflow';

import type { Client } from '../transport/client';
import type { HttpOutcome } from '../transport/httpOutcome';
import { LOG_PAGE, type LogRow, readLogPage } from '../transport/writeLog';
import { ok, type Result } from '../utils/result';
import { type Round, rowMark, timeOf } from './state';

/** The spans the log can be asked for, shortest first, in milliseconds; a little is left for clocks. */
const SPANS: ReadonlyArray<{ readonly range: string; readonly span: number }> = [
	{ range: 'hour', span: 55 * 60_000 },
	{ range: 'day', span: 23.5 * 3_600_000 },
	{ range: 'week', span: 6.5 * 86_400_000 },
	{ range: 'month', span: Number.POSITIVE_INFINITY },
];

/**
 * How many rows a page has in common with the one before it. Rows move up while pages are read,
 * when an older one leaves the span or its job gets a newer row; those that do so are seen on the
 * next page, and where more than these have moved, the page does not hold the last row seen.
 */
const SHARED = 10;
const STEP = LOG_PAGE - SHARED;

/** In how many pages the place of a round is looked for, where rows were added before it. */
const MOST_SOUGHT = 4;

/** How much longer than needed the span of a round is at least that takes several polls, in milliseconds. */
const ROOM = 45 * 60_000;

/** A row with a date further ahead than this says nothing of the time, in milliseconds. */
const FAR_AHEAD = 86_400_000;

/** A moment in the source's time (ms since 1970), or a stretch before now (ms). */
export type Since = { readonly moment: number } | { readonly ago: number };

/** A page of a round through the log. */
export interface RoundPage {
	readonly rows: readonly LogRow[];
	/** The source's time in milliseconds since 1970; nothing where it is not known. */
	readonly now: number | undefined;
	/** Where the round goes on once the rows are dealt with. */
	readonly place: Round;
	/** Whether the round ends here, and no row can have slipped between two of its pages. */
	readonly isEnd: boolean;
	/** Whether there is no page after this one. */
	readonly isLast: boolean;
}

/** A page, or why the reading ended. */
export type RoundStep = Result<RoundPage, HttpOutcome>;

const newest = (rows: readonly LogRow[]): number | undefined => {
	const sane = rows.map(timeOf).filter((at) => at < Date.now() + FAR_AHEAD);
	return sane.length ? Math.max(...sane) : undefined;
};

const spanOf = (range: string): number => SPANS.find((one) => one.range === range)?.span ?? 0;

const lasts = (back: Since, now: number): number => ('ago' in back ? back.ago : now - back.moment);

/** Whether a page follows the one before it without a gap, or holds the row at which a round left off. */
const holds = (rows: readonly LogRow[], mark: string | undefined): boolean =>
	mark === undefined || rows.some((row) => rowMark(row) === mark);

/** The pages of a span from a place on; none where the span does not reach back far enough. */
async function* pagesFrom(
	client: Client,
	filters: IDataObject,
	back: Since,
	start: Round,
): AsyncGenerator<RoundStep> {
	let { since, sought = 0 } = start;
	let isFound = start.last === undefined;
	let hasGap = false;
	let before: string | undefined;
	for (let offset = start.offset; ; offset += STEP) {
		const result = await readLogPage(client, { ...filters, time_range: start.range, offset });
		if (!result.ok) return yield result;
		const { rows, isLast, serverTime } = result.value;
		const now = serverTime ?? newest(rows);
		const isFirst = offset === start.offset;
		if (isFirst && lasts(back, serverTime ?? Math.max(Date.now(), now ?? 0)) > spanOf(start.range))
			return;
		since ??= now;
		hasGap ||= !holds(rows, before);
		isFound ||= holds(rows, start.last);
		if (!isFound) sought++;
		before = rows.length ? rowMark(rows.at(-1)!) : before;
		const { range } = start;
		const here: Round = isFound
			? { range, offset, last: before, since }
			: { ...start, offset: offset + STEP, sought };
		const place = hasGap ? { range, offset: 0 } : here;
		const isEnd = isLast && isFound && !hasGap;
		yield ok({ rows, now, place, isEnd, isLast: isLast && isFound });
		if (isLast || (!isFound && sought >= MOST_SOUGHT)) return;
	}
}

/**
 * Reads the log, page by page, at least as far back as a moment. The log takes only whole spans (an
 * hour, a day, …), and its order is not documented: so every page of the shortest span that reaches
 * back far enough is read, over as many polls as that takes, by the source's clock and never by the
 * one of this machine. Where the place of a round is not found again, it begins anew.
 * @returns pages until the round ends; the one that reads them may stop after any
 */
export async function* readRound(
	client: Client,
	filters: IDataObject,
	back: Since,
	round: Round | undefined,
): AsyncGenerator<RoundStep> {
	const starts = [
		...(round ? [round] : []),
		...SPANS.map(({ range }): Round => ({ range, offset: 0 })),
	];
	for (const start of starts) {
		for await (const step of pagesFrom(client, filters, back, start)) {
			yield step;
			if (!step.ok || step.value.isLast) return;
		}
	}
}

/**
 * Where a round goes on that did not end in this poll. Its span slides on meanwhile: where that
 * would soon leave out what is still to be read, it begins anew in a longer one.
 * @param now the source's time (ms since 1970)
 */
export function withRoom(place: Round, back: Since, now: number): Round {
	const index = SPANS.findIndex(({ range }) => range === place.range);
	const longer = SPANS[index + 1];
	return longer && lasts(back, now) > spanOf(place.range) - ROOM
		? { range: longer.range, offset: 0 }
		: place;
}
