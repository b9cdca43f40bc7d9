import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import type { LogRow } from '../transport/writeLog';
import { eventMark, type Found } from './poll';
import { markOf, type NamedJob, stateFrom, type TriggerState } from './state';

/** This process of n8n, as opposed to the one before a restart, and when it began. */
const PROCESS = randomUUID();
const STARTED = Date.now();

/** How long after a poll a start of n8n makes its events doubtful, in milliseconds. */
const DOUBTFUL = 10 * 60_000;

/** What a poll leaves beside its state when it has handed events to n8n. */
interface Handover {
	readonly by: string;
	/** On this machine's clock (ms since 1970). */
	readonly at: number;
	readonly scope: string;
	/** Marks of the events, and the rows of those that were found in the log. */
	readonly told: readonly string[];
	readonly rows: readonly LogRow[];
}

/** Where a poll goes on from. */
export interface Going {
	readonly previous: TriggerState | undefined;
	/** Marks of the events of the last poll, where they are given out once more. */
	readonly repeated: ReadonlySet<string>;
}

/** The state as it would be if events had not been told yet. */
function untold(state: TriggerState, { told, rows }: Handover): TriggerState {
	const marks = new Set(told);
	const isUntold = (jobId: string, { ended }: NamedJob): boolean =>
		marks.has(markOf('event', `${jobId}:${ended ?? ''}`));
	return {
		...state,
		told: state.told.filter((mark) => !marks.has(mark)),
		open: { ...state.open, ...Object.fromEntries(rows.map((row) => [row.job_id, row])) },
		named: Object.fromEntries(
			Object.entries(state.named).filter(([jobId, job]) => !isUntold(jobId, job)),
		),
	};
}

/**
 * The state to go on from. n8n stores it before it stores the execution with the events, so a
 * crash between the two would lose them. A poll cannot know: where the last events were handed
 * over before this process began, and not long ago, they are given out again. Once only, so
 * that an event that brings n8n down cannot do so for ever; and not where another main process,
 * which lives beside this one, has handed them over.
 */
export function goingOn(stored: IDataObject, scope: string): Going {
	const handover = stored.handover as Handover | undefined;
	const previous = stateFrom(stored.state, scope);
	const isDoubtful = ({ by, at }: Handover): boolean =>
		by !== PROCESS && at < STARTED && STARTED - at < DOUBTFUL;
	if (!previous || handover?.scope !== scope || !isDoubtful(handover))
		return { previous, repeated: new Set() };
	return { previous: untold(previous, handover), repeated: new Set(handover.told) };
}

/**
 * How many polls have stored their state. n8n's older engine lets polls overlap: where the number
 * changed during a poll, another one was faster.
 */
export const pollsOf = ({ polls }: IDataObject): number => (typeof polls === 'number' ? polls : 0);

/** Stores what a poll ended with, in one step. */
export function store(
	stored: IDataObject,
	repeated: ReadonlySet<string>,
	state: TriggerState,
	given: readonly Found[],
): void {
	const found = given.filter(({ event }) => !repeated.has(eventMark(event)));
	stored.state = state;
	stored.polls = pollsOf(stored) + 1;
	delete stored.handover;
	if (!found.length) return;
	const handover: Handover = {
		by: PROCESS,
		at: Date.now(),
		scope: state.scope,
		told: found.map(({ event }) => eventMark(event)),
		rows: found.flatMap(({ row }) => (row ? [{ ...row, error: null }] : [])),
	};
	stored.handover = handover;
}
