import type { IDataObject } from 'n8n-workflow';

import type { Client } from '../shared/client';
import type { Delivery } from '../shared/transport';
import { LOG_PAGE, readLogPage, type LogRow } from '../shared/writeLog';
import { rowMark, timeOf, type Round } from './state';

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

/** In how many pages a round is taken up again, where rows were added before the place it had come to. */
const PAGES_TO_FIND = 3;

/** A row with a date further ahead than this says nothing of the time, in milliseconds. */
const FAR_AHEAD = 86_400_000;

/** The rows of a stretch of the log. */
export interface LogStretch {
	readonly rows: readonly LogRow[];
	/** The source's time when reading began, in milliseconds since 1970; nothing where it is not known. */
	readonly sourceTime: number | undefined;
	/** The round that this stretch belongs to, from where it goes on; nothing where it must begin anew. */
	readonly next?: Round;
	/** The same, from where this stretch began; nothing where it began anew. */
	readonly begun?: Round;
	/** When the round began, in the source's time. */
	readonly since: number | undefined;
	/** Whether the round is through every page, and no row can have slipped between two of them. */
	readonly isWhole: boolean;
}

/** A stretch of the log, or the delivery that ended the reading. */
export type StretchResult = { readonly stretch: LogStretch } | { readonly delivery: Delivery };

/** A moment in the source's time (ms since 1970), or a stretch before now (ms). */
export type Since = { readonly moment: number } | { readonly ago: number };

/** What the reading of one poll goes by. */
export interface Reading {
	/** How far back the log must be read. */
	readonly back: Since;
	/** Where an earlier poll left off. */
	readonly round: Round | undefined;
	/** When to stop, on this machine's clock (ms since 1970). */
	readonly readBy: number;
	/** Whether the rows are as many as a poll can deal with. */
	readonly isEnough: (rows: readonly LogRow[]) => boolean;
}

/** Where reading begins: at the top of a span, or where a round goes on. */
type Start = Pick<Round, 'range' | 'offset'> & Partial<Round>;

const newest = (rows: readonly LogRow[]): number | undefined => {
	const sane = rows.map(timeOf).filter((at) => at < Date.now() + FAR_AHEAD);
	return sane.length ? Math.max(...sane) : undefined;
};

const reaches = (range: string, back: Since, now: number): boolean => {
	const span = SPANS.find((one) => one.range === range)?.span ?? 0;
	return 'ago' in back ? back.ago <= span : now - back.moment <= span;
};

/** Why a span gives no stretch: it does not reach back far enough, or the place a round had come to is not found. */
type Elsewhere = 'short' | 'astray';

async function readRange(
	client: Client,
	filters: IDataObject,
	start: Start,
	{ back, readBy, isEnough }: Reading,
): Promise<StretchResult | Elsewhere> {
	const rows: LogRow[] = [];
	let sourceTime: number | undefined;
	let hasGap = false;
	let isFound = start.last === undefined;
	for (let [pages, offset] = [1, start.offset]; ; pages++, offset += LOG_PAGE - SHARED) {
		const result = await readLogPage(client, { ...filters, time_range: start.range, offset });
		if ('delivery' in result) return result;
		const { page } = result;
		if (pages === 1) {
			sourceTime = page.sourceTime;
			if (!reaches(start.range, back, sourceTime ?? Math.max(Date.now(), newest(page.rows) ?? 0))) return 'short';
		}
		const marks = new Set(page.rows.map(rowMark));
		const before = rows.at(-1);
		hasGap ||= before !== undefined && !marks.has(rowMark(before));
		isFound ||= marks.has(start.last!);
		rows.push(...page.rows);
		if (!isFound && (page.isLast || pages === PAGES_TO_FIND)) return 'astray';
		const isLate = Date.now() + client.delay() > readBy;
		if (!page.isLast && !isLate && !isEnough(rows)) continue;
		const since = start.since ?? sourceTime ?? newest(rows);
		const begun: Round | undefined = start.last === undefined ? undefined : { ...start, last: start.last };
		const here = isFound && !hasGap && rows.length ? { range: start.range, offset, last: rowMark(rows.at(-1)!) } : undefined;
		const next = isFound ? here && { ...here, ...(since !== undefined && { since }) } : begun;
		return {
			stretch: {
				rows,
				sourceTime: sourceTime ?? newest(rows),
				since,
				isWhole: page.isLast && !hasGap,
				...(begun && { begun }),
				...(next && { next }),
			},
		};
	}
}

/**
 * Reads the log at least as far back as a moment, or as much of it as a poll can deal with. The log
 * takes only whole spans (an hour, a day, …), and its order is not documented: so every page of the
 * shortest span that reaches back far enough is read, over as many polls as that takes, by the
 * source's clock and never by the one of this machine.
 * @param client Propexo
 * @param filters the log's own filters
 * @param reading how far back, from where and for how long
 */
export async function readLog(client: Client, filters: IDataObject, reading: Reading): Promise<StretchResult> {
	const starts: Start[] = [...(reading.round ? [reading.round] : []), ...SPANS.map(({ range }) => ({ range, offset: 0 }))];
	for (const start of starts) {
		const result = await readRange(client, filters, start, reading);
		if (result !== 'short' && result !== 'astray') return result;
	}
	throw new Error('The spans of the log end with one that always reaches back far enough');
}
