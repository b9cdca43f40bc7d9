import type { LogRow } from '../transport/writeLog';
import { isRecord } from '../utils/guards';
import { hash } from '../utils/hash';

/**
 * How much is remembered. A row takes about 30 bytes, an event told 20, a job kept in view 400: with
 * the jobs of one poll, which the handover holds once more, the state stays below 400 kB.
 */
const MOST_ROWS = 4_000;
const MOST_TOLD = 2_500;

/** How many jobs are kept in view whose end is not known yet. */
export const MOST_OPEN = 250;

/** How many jobs one poll asks about. */
export const MOST_AT_ONCE = 250;

/**
 * How long after its date a row of the log is looked for by every poll, and by one poll in a while,
 * in milliseconds. It is not documented how far the log lags behind, nor whether the date is that
 * of the end of a job: where it is that of its beginning, a slow job turns up with an old one.
 */
export const OVERLAP = 30 * 60_000;
const WIDE_OVERLAP = 22 * 3_600_000;

/** How often a poll looks far back, in milliseconds. */
const WIDE_EVERY = 30 * 60_000;

/** A job whose end is not known yet, as the log listed it. */
export interface OpenJob extends LogRow {
	/** When it was asked about last, in the source's time (ms since 1970). */
	readonly asked?: number;
	/** Since when its state could not be read; nothing where it was seen unfinished. */
	readonly unread?: number;
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
	/** Where to go on, in rows. */
	readonly offset: number;
	/** The mark of the last row that was dealt with, by which the place is found again; nothing at the top. */
	readonly last?: string | undefined;
	/** How many pages were read in vain for that row. */
	readonly sought?: number;
	/** When the round began, in the source's time (ms since 1970). */
	readonly since?: number | undefined;
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
	readonly forgotten?: number | undefined;
	/** Marks of rows that were dealt with, each with its date in seconds. */
	readonly rows: Readonly<Record<string, number>>;
	/** Marks of events that were given out, the latest last. */
	readonly told: readonly string[];
	/** Jobs to ask about again, by job id. */
	readonly open: Readonly<Record<string, OpenJob>>;
	/** Jobs that a person named, by job id. */
	readonly named: Readonly<Record<string, NamedJob>>;
	readonly round?: Round | undefined;
}

/**
 * A state in which nothing is known yet.
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

/** How far back the log must be read, in the source's time (ms since 1970). */
export function backOf({ floor, through, wide }: TriggerState): number {
	if (through === undefined || wide === undefined || Math.abs(through - wide) >= WIDE_EVERY)
		return floor;
	return Math.max(floor, through - OVERLAP);
}

/**
 * The state once a round is through the log, back to where it had to be, and every row is dealt with.
 * @param since when the round began, in the source's time (ms since 1970)
 */
export function roundEnded(
	{ forgotten, round: _, ...state }: TriggerState,
	since: number,
): TriggerState {
	const isWide = backOf(state) === state.floor;
	const floor = Math.max(state.floor, forgotten === undefined ? 0 : (forgotten + 1) * 1_000);
	if (!isWide) return { ...state, floor, through: since };
	return { ...state, floor: Math.max(floor, since - WIDE_OVERLAP), through: since, wide: since };
}

const isOpenJob = (value: unknown): boolean =>
	isRecord(value) &&
	typeof value.job_id === 'string' &&
	!Number.isNaN(Date.parse(String(value.created_at)));

const isNamedJob = (value: unknown): boolean =>
	isRecord(value) && typeof value.since === 'number' && typeof value.asked === 'number';

const isRound = (value: unknown): boolean =>
	value === undefined ||
	(isRecord(value) && typeof value.range === 'string' && typeof value.offset === 'number');

const isMoment = (value: unknown): boolean => value === undefined || typeof value === 'number';

const isListOf = (value: unknown, isOne: (one: unknown) => boolean): boolean =>
	isRecord(value) && Object.values(value).every(isOne);

/** The stored state, where it is one of ours and of this scope. */
export function stateFrom(stored: unknown, scope: string): TriggerState | undefined {
	if (!isRecord(stored)) return undefined;
	const {
		version,
		scope: its,
		floor,
		through,
		wide,
		forgotten,
		rows,
		told,
		open,
		named,
		round,
	} = stored;
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

/** A short, stable name for some values. */
export const markOf = (...values: readonly string[]): string => hash(...values).slice(0, 16);

/**
 * The mark of a log row: another one for each record of a job, also where the log keeps one id for them all.
 */
export const rowMark = ({ job_id: jobId, id, created_at: createdAt, status }: LogRow): string =>
	markOf('row', jobId, id, createdAt, status);

/** When the log says a job finished, in milliseconds since 1970. */
export const timeOf = (row: LogRow): number => Date.parse(row.created_at);

/**
 * Whole seconds.
 * @param ms milliseconds
 */
export const seconds = (ms: number): number => Math.floor(ms / 1_000);

type Mark = [mark: string, at: number];

const lastOf = <T>(values: readonly T[], count: number): T[] =>
	count > 0 ? values.slice(-count) : [];

/** What to keep in a round: the rows that the next one begins with, and of the others those that were read last. */
function rowsInRound(rows: readonly Mark[], since: number): Mark[] {
	const isMetAgain = ([, at]: Mark): boolean => at >= seconds(since - OVERLAP);
	const metAgain = lastOf(rows.filter(isMetAgain), MOST_ROWS);
	return [
		...lastOf(
			rows.filter((row) => !isMetAgain(row)),
			MOST_ROWS - metAgain.length,
		),
		...metAgain,
	];
}

const latestOf = (moments: readonly number[]): number | undefined =>
	moments.length ? moments.reduce((latest, at) => Math.max(latest, at)) : undefined;

/**
 * The state to store while there may be rows that nobody has seen: without the rows from before the
 * floor, and within its limits. The floor stays, and what is forgotten is noted.
 */
export function trimmed(state: TriggerState): TriggerState {
	const rows = Object.entries(state.rows).filter(([, at]) => at >= seconds(state.floor));
	const told = state.told.slice(-MOST_TOLD);
	if (rows.length <= MOST_ROWS) return { ...state, told, rows: Object.fromEntries(rows) };
	const kept = Object.fromEntries(
		rowsInRound(rows, state.round?.since ?? Number.POSITIVE_INFINITY),
	);
	const lost = rows.flatMap(([mark, at]) => (kept[mark] === undefined ? [at] : []));
	return { ...state, told, rows: kept, forgotten: latestOf([...lost, state.forgotten ?? 0]) };
}

/**
 * The state to store after the log was read through: where there are too many rows, the floor rises
 * above every one that is forgotten, so that none is taken for a new one.
 */
export function trimmedAtEnd(state: TriggerState): TriggerState {
	const byDate = Object.entries(state.rows).sort(([, a], [, b]) => b - a);
	const lost = byDate[MOST_ROWS];
	return trimmed(lost ? { ...state, floor: Math.max(state.floor, (lost[1] + 1) * 1_000) } : state);
}

/** The state after two polls that ran at the same time: what either of them knows. */
export const merged = (theirs: TriggerState, ours: TriggerState): TriggerState =>
	trimmed({
		...ours,
		floor: Math.max(theirs.floor, ours.floor),
		forgotten: latestOf([theirs.forgotten ?? [], ours.forgotten ?? []].flat()),
		rows: { ...theirs.rows, ...ours.rows },
		told: [...new Set([...theirs.told, ...ours.told])],
		open: { ...theirs.open, ...ours.open },
		named: { ...theirs.named, ...ours.named },
	});
