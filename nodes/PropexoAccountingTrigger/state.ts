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

/**
 * How long after its date a row of the log is looked for by every poll, and by one poll in a while,
 * in milliseconds. It is not documented how far the log lags behind, nor whether the date is that
 * of the end of a job: where it is that of its beginning, a slow job turns up with an old one.
 */
export const OVERLAP = 30 * 60_000;
const WIDE_OVERLAP = 23 * 3_600_000;

/** How often a poll looks far back, in milliseconds. */
const WIDE_EVERY = 30 * 60_000;

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
	/** When the last reading of the log that came through it began, in the source's time. */
	readonly through?: number;
	/** When the last one that looked far back began. */
	readonly wide?: number;
	/** The latest date of a row that was forgotten during a round, in seconds. */
	readonly forgotten?: number;
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

/**
 * How far back the log must be read, in the source's time (ms since 1970).
 * @param state what the last poll stored
 */
export function backOf({ floor, through, wide }: TriggerState): number {
	if (through === undefined || wide === undefined || Math.abs(through - wide) >= WIDE_EVERY) return floor;
	return Math.max(floor, through - OVERLAP);
}

/**
 * The state after the log was read through, back to where it had to be.
 * @param state the state before
 * @param since when the reading began, in the source's time (ms since 1970)
 */
export function readThrough({ forgotten, ...state }: TriggerState, since: number): TriggerState {
	const isWide = backOf(state) === state.floor;
	const floor = Math.max(state.floor, forgotten === undefined ? 0 : (forgotten + 1) * 1_000);
	if (!isWide) return { ...state, floor, through: since };
	return { ...state, floor: Math.max(floor, since - WIDE_OVERLAP), through: since, wide: since };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isOpenJob = (value: unknown): boolean =>
	isRecord(value) && typeof value.job_id === 'string' && !Number.isNaN(Date.parse(String(value.created_at)));

const isNamedJob = (value: unknown): boolean =>
	isRecord(value) && typeof value.since === 'number' && typeof value.asked === 'number';

const isRound = (value: unknown): boolean =>
	value === undefined ||
	(isRecord(value) && typeof value.range === 'string' && typeof value.offset === 'number' && typeof value.last === 'string');

const isMoment = (value: unknown): boolean => value === undefined || typeof value === 'number';

const isListOf = (value: unknown, isOne: (one: unknown) => boolean): boolean =>
	isRecord(value) && Object.values(value).every(isOne);

/**
 * The stored state, where it is one of ours and of this scope.
 * @param stored what n8n kept, which may be anything
 * @param scope which account and filters are watched now
 */
export function stateFrom(stored: unknown, scope: string): TriggerState | undefined {
	if (!isRecord(stored)) return undefined;
	const { version, scope: its, floor, through, wide, forgotten, rows, told, open, named, round } = stored;
	const isOurs =
		version === 2 &&
		its === scope &&
		typeof floor === 'number' &&
		isMoment(through) &&
		isMoment(wide) &&
		isMoment(forgotten) &&
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

/** What to keep in a round: the rows that the next one begins with, and of the others those that were read last. */
function rowsInRound(rows: readonly Mark[], { since = 0 }: Round): Mark[] {
	const isMetAgain = ([, at]: Mark): boolean => at >= seconds(since - OVERLAP);
	const metAgain = lastOf(rows.filter(isMetAgain), MOST_ROWS);
	return [...lastOf(rows.filter((row) => !isMetAgain(row)), MOST_ROWS - metAgain.length), ...metAgain];
}

const byDate = (rows: readonly Mark[]): Mark[] => [...rows].sort(([, a], [, b]) => b - a).slice(0, MOST_ROWS);

/**
 * The state to store: without the rows from before the floor, and within its limits. Where there
 * are too many rows of a log that was read through, the floor rises above every row that is
 * forgotten, so that none is taken for a new one; while a round is under way it must not, because
 * there are rows that nobody has seen yet: then it rises when the round is through.
 * @param state what a poll ended with
 */
export function trimmed(state: TriggerState): TriggerState {
	const rows = Object.entries(state.rows).filter(([, at]) => at >= seconds(state.floor));
	const told = state.told.slice(-MOST_TOLD);
	if (rows.length <= MOST_ROWS) return { ...state, told, rows: Object.fromEntries(rows) };
	const kept = Object.fromEntries(state.round ? rowsInRound(rows, state.round) : byDate(rows));
	const lost = rows.flatMap(([mark, at]) => (kept[mark] === undefined ? [at] : []));
	const forgotten = lost.reduce((latest, at) => Math.max(latest, at), state.forgotten ?? 0);
	if (state.round) return { ...state, told, rows: kept, forgotten };
	return { ...state, told, rows: kept, floor: Math.max(state.floor, (forgotten + 1) * 1_000) };
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
