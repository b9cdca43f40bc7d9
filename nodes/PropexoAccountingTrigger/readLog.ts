import type { IDataObject } from 'n8n-workflow';

import type { Client } from '../shared/client';
import type { Delivery } from '../shared/transport';
import { LOG_PAGE, readLogPage, type LogRow } from '../shared/writeLog';
import { timeOf } from './state';

/** The spans the log can be asked for, shortest first, in milliseconds; a little is left for clocks. */
const SPANS = [
	{ range: 'hour', span: 55 * 60_000 },
	{ range: 'day', span: 23.5 * 3_600_000 },
	{ range: 'week', span: 6.5 * 86_400_000 },
	{ range: 'month', span: Number.POSITIVE_INFINITY },
] as const;

/**
 * How many rows a page has in common with the one before it. Rows move up while pages are read,
 * when an older one leaves the span or its job gets a newer row; those that do so are seen on the
 * next page, and where more than these have moved, the page does not hold the last row seen.
 */
const SHARED = 10;

/** The rows of a stretch of the log. */
export interface LogStretch {
	readonly rows: readonly LogRow[];
	/** The source's time when reading began, in milliseconds since 1970; nothing where it is not known. */
	readonly sourceTime: number | undefined;
	/** Whether every page was read, and no row can have slipped between two of them. */
	readonly isWhole: boolean;
}

/** A stretch of the log, or the delivery that ended the reading. */
export type StretchResult = { readonly stretch: LogStretch } | { readonly delivery: Delivery };

const newest = (rows: readonly LogRow[]): number | undefined =>
	rows.length ? Math.max(...rows.map(timeOf)) : undefined;

/** A moment in the source's time (ms since 1970), or a stretch before now (ms). */
export type Since = { readonly moment: number } | { readonly ago: number };

const reaches = (span: number, since: Since, sourceTime: number | undefined): boolean => {
	if ('ago' in since) return since.ago <= span;
	return sourceTime !== undefined && sourceTime - since.moment <= span;
};

async function readRange(client: Client, query: IDataObject, deadline: number): Promise<StretchResult> {
	const rows: LogRow[] = [];
	let sourceTime: number | undefined;
	let hasGap = false;
	for (let offset = 0; ; offset += LOG_PAGE - SHARED) {
		const result = await readLogPage(client, { ...query, offset });
		if ('delivery' in result) return result;
		const { page } = result;
		sourceTime ??= page.sourceTime;
		const last = rows.at(-1);
		hasGap ||= last !== undefined && !page.rows.some(({ id }) => id === last.id);
		rows.push(...page.rows);
		if (page.isLast || Date.now() + client.delay() > deadline) {
			return { stretch: { rows, sourceTime: sourceTime ?? newest(rows), isWhole: page.isLast && !hasGap } };
		}
	}
}

/**
 * Reads the log at least as far back as a moment. The log takes only whole spans (an hour, a
 * day, …), and its order is not documented: so every page of the shortest span that reaches
 * back far enough is read, by the source's clock and never by the one of this machine.
 * @param client Propexo
 * @param filters the log's own filters
 * @param since how far back
 * @param deadline when to stop reading, on this machine's clock (ms since 1970)
 */
export async function readLogSince(
	client: Client,
	filters: IDataObject,
	since: Since,
	deadline: number,
): Promise<StretchResult> {
	for (const { range, span } of SPANS) {
		const result = await readRange(client, { ...filters, time_range: range }, deadline);
		if ('delivery' in result) return result;
		const isFarEnough = span === Number.POSITIVE_INFINITY || reaches(span, since, result.stretch.sourceTime);
		if (isFarEnough || Date.now() > deadline) return result;
	}
	throw new Error('The spans of the log end with one that always reaches back far enough');
}
