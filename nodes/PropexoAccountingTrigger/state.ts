import { createHash } from 'node:crypto';

import type { LogRow } from '../shared/writeLog';

/** How many marks are kept; with a mark of about 30 bytes the state stays below 400 kB. */
const MOST_MARKS = 10_000;

/** How many jobs are kept in view whose state could not be told yet. */
export const MOST_OPEN = 200;

/** What the trigger remembers between polls. */
export interface TriggerState {
	readonly version: 1;
	/** Which account and filters the rest belongs to. */
	readonly scope: string;
	/** Log rows from before this moment are not looked at, in the source's time (ms since 1970). */
	readonly floor: number;
	/** Marks of rows and events that were dealt with, each with its source time in seconds. */
	readonly marks: Readonly<Record<string, number>>;
	/** Jobs to ask about again, as the log listed them, by job id. */
	readonly open: Readonly<Record<string, LogRow>>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The stored state, where it is one of ours and of this scope.
 * @param stored what n8n kept, which may be anything
 * @param scope which account and filters are watched now
 */
export function stateFrom(stored: unknown, scope: string): TriggerState | undefined {
	if (!isRecord(stored)) return undefined;
	const { version, scope: its, floor, marks, open } = stored;
	const isOurs = version === 1 && its === scope && typeof floor === 'number' && isRecord(marks) && isRecord(open);
	return isOurs ? (stored as unknown as TriggerState) : undefined;
}

/**
 * A short, stable name for some values.
 * @param values texts that together identify something
 */
export const markOf = (...values: readonly string[]): string =>
	createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 16);

/**
 * When the log says a job finished, in milliseconds since 1970.
 * @param row a row of the write log
 */
export const timeOf = (row: LogRow): number => Date.parse(row.created_at);

/**
 * The state to store: without the marks from before the floor, and within its limits. Where
 * there are too many marks the floor rises instead of a mark being forgotten, so that a row
 * is never taken for a new one.
 * @param state what a poll ended with
 */
export function trimmed(state: TriggerState): TriggerState {
	const marks = Object.entries(state.marks)
		.filter(([, at]) => at >= Math.floor(state.floor / 1_000))
		.sort(([, a], [, b]) => b - a);
	const kept = marks.slice(0, MOST_MARKS);
	const oldest = kept.at(-1)?.[1] ?? 0;
	const open = Object.entries(state.open).sort(([, a], [, b]) => timeOf(b) - timeOf(a));
	return {
		...state,
		floor: marks.length > kept.length ? Math.max(state.floor, (oldest + 1) * 1_000) : state.floor,
		marks: Object.fromEntries(kept),
		open: Object.fromEntries(open.slice(0, MOST_OPEN)),
	};
}

/**
 * The state after two polls that ran at the same time: what either of them knows.
 * @param theirs what the other one stored meanwhile
 * @param ours what this one ended with
 */
export const merged = (theirs: TriggerState, ours: TriggerState): TriggerState =>
	trimmed({
		...ours,
		floor: Math.max(theirs.floor, ours.floor),
		marks: { ...theirs.marks, ...ours.marks },
		open: { ...theirs.open, ...ours.open },
	});
