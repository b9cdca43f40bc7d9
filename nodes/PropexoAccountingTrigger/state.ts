import { createHash } from 'node:crypto';

import type { LogRow } from '../shared/writeLog';

/**
 * How much is remembered. A row takes about 30 bytes, an event told 20, a job kept in view 400: with
 * the jobs of one poll, which the handover holds once more, the state stays below 400 kB.
 */
const MOST_ROWS = 4_000;
const MOST_TOLD = 4_000;

/** How many jobs are kept in view whose end is not known yet. */
export const MOST_OPEN = 150;

/** How many jobs one poll asks about. */
export const MOST_AT_ONCE = 250;

/** How long after its date a row of the log may turn up and still be found, in milliseconds. */
export const OVERLAP = 30 * 60_000;

/** A job whose end is not known yet, as the log listed it. */
export interface OpenJob extends LogRow {
	/** When it was last seen unfinished, in the source's time (ms since 1970). */
	readonly asked?: number;
	readonly isStalled?: true;
}

/** A job that a person named. All times are of this machine's clock, in milliseconds since 1970. */
export interface NamedJob {
	/** When it was first seen unfinished. */
	readonly since: number;
	readonly asked: number;
	/** Its state, once it has come to an end. */
	readonly ended?: string;
}

/** How far a log that is too long for one poll has been read. */
export interface Round {
	readonly range: string;
	/** Where the last page began, in rows. */
	readonly offset: number;
	/** The mark of the last row read. */
	readonly last: string;
	/** When the round began, in the source's time (ms since 1970). */
	readonly since?: number;
}

/** What the trigger remembers between polls. */
export interface TriggerState {
	readonly version: 2;
	/** Which account and filters the rest belongs to. */
	readonly scope: string;
	/** Log rows from before this moment are not looked at, in the source's time (ms since 1970). */
	readonly floor: number;
	/** Marks of rows that were dealt with, each with its date in seconds. */
	readonly rows: Readonly<Record<string, number>>;
	/** Marks of events that were given out, the latest last. */
	readonly told: readonly string[];
	/** Jobs to ask about again, by job id. */
	readonly open: Readonly<Record<string, OpenJob>>;
	/** Jobs that a person named, by job id. */
	readonly named: Readonly<Record<string, NamedJob>>;
	readonly round?: Round;
}

/**
 * A state in which nothing is known yet.
 * @param scope which account and filters it is for
 * @param floor from when on rows are looked at, in the source's time (ms since 1970)
 */
export const emptyState = (scope: string, floor: number): TriggerState => ({
	version: 2,
	scope,
	floor,
	rows: {},
	told: [],
	open: {},
	named: {},
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isOpenJob = (value: unknown): boolean =>
	isRecord(value) && typeof value.job_id === 'string' && !Number.isNaN(Date.parse(String(value.created_at)));

const isNamedJob = (value: unknown): boolean =>
	isRecord(value) && typeof value.since === 'number' && typeof value.asked === 'number';

const isRound = (value: unknown): boolean =>
	value === undefined ||
	(isRecord(value) && typeof value.range === 'string' && typeof value.offset === 'number' && typeof value.last === 'string');

const isListOf = (value: unknown, isOne: (one: unknown) => boolean): boolean =>
	isRecord(value) && Object.values(value).every(isOne);

/**
 * The stored state, where it is one of ours and of this scope.
 * @param stored what n8n kept, which may be anything
 * @param scope which account and filters are watched now
 */
export function stateFrom(stored: unknown, scope: string): TriggerState | undefined {
	if (!isRecord(stored)) return undefined;
	const { version, scope: its, floor, rows, told, open, named, round } = stored;
	const isOurs =
		version === 2 &&
		its === scope &&
		typeof floor === 'number' &&
		isListOf(rows, (at) => typeof at === 'number') &&
		Array.isArray(told) &&
		isListOf(open, isOpenJob) &&
		isListOf(named, isNamedJob) &&
		isRound(round);
	return isOurs ? (stored as unknown as TriggerState) : undefined;
}

/**
 * A short, stable name for some values.
 * @param values texts that together identify something
 */
export const markOf = (...values: readonly string[]): string =>
	createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 16);

/**
 * The mark of a log row: another one for each record of a job, also where the log keeps one id for them all.
 * @param row the row
 */
export const rowMark = ({ job_id: jobId, id, created_at: createdAt, status }: LogRow): string =>
	markOf('row', jobId, id, createdAt, status);

/**
 * When the log says a job finished, in milliseconds since 1970.
 * @param row a row of the write log
 */
export const timeOf = (row: LogRow): number => Date.parse(row.created_at);

/**
 * Whole seconds.
 * @param ms milliseconds
 */
export const seconds = (ms: number): number => Math.floor(ms / 1_000);

type Mark = [mark: string, at: number];

const lastOf = <T>(values: readonly T[], count: number): T[] => (count > 0 ? values.slice(-count) : []);

/** In a round, rows that were read long ago are not met again; those that the next round begins with are. */
function rowsInRound(rows: readonly Mark[], { since = 0 }: Round): Mark[] {
	const isMetAgain = ([, at]: Mark): boolean => at >= seconds(since - OVERLAP);
	const metAgain = lastOf(rows.filter(isMetAgain), MOST_ROWS);
	return [...lastOf(rows.filter((row) => !isMetAgain(row)), MOST_ROWS - metAgain.length), ...metAgain];
}

/**
 * The state to store: without the rows from before the floor, and within its limits. Where there
 * are too many rows of a log that was read whole, the floor rises instead of a row being
 * forgotten, so that it is never taken for a new one; while a round is under way it must not,
 * because there are rows that nobody has seen yet.
 * @param state what a poll ended with
 */
export function trimmed(state: TriggerState): TriggerState {
	const { floor, round } = state;
	const rows = Object.entries(state.rows).filter(([, at]) => at >= seconds(floor));
	const told = state.told.slice(-MOST_TOLD);
	if (rows.length <= MOST_ROWS) return { ...state, told, rows: Object.fromEntries(rows) };
	if (round) return { ...state, told, rows: Object.fromEntries(rowsInRound(rows, round)) };
	const kept = rows.sort(([, a], [, b]) => b - a).slice(0, MOST_ROWS);
	return { ...state, told, rows: Object.fromEntries(kept), floor: Math.max(floor, (kept.at(-1)![1] + 1) * 1_000) };
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
		rows: { ...theirs.rows, ...ours.rows },
		told: [...new Set([...theirs.told, ...ours.told])],
		open: { ...theirs.open, ...ours.open },
		named: { ...theirs.named, ...ours.named },
	});
