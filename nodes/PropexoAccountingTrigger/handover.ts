import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { stateFrom, type TriggerState } from './state';

/** This process of n8n, as opposed to the one before a restart. */
const PROCESS = randomUUID();

/** How long after a poll a restart makes its events doubtful, in milliseconds. */
const DOUBTFUL = 10 * 60_000;

/** What a poll leaves beside its state when it has handed events to n8n. */
interface Handover {
	readonly by: string;
	/** On this machine's clock (ms since 1970). */
	readonly at: number;
	readonly scope: string;
	/** The state before that poll; nothing when it was the first. */
	readonly before?: TriggerState;
}

/** Where a poll goes on from. */
export interface Going {
	readonly previous: TriggerState | undefined;
	/** Whether the events of the last poll are given out once more. */
	readonly isRepeat: boolean;
}

/**
 * The state to go on from. n8n stores it before it stores the execution with the events, so a
 * crash between the two would lose them. A poll cannot know: where the last events were handed
 * over by a process that is gone, and not long ago, it goes back to before them. Once only, so
 * that an event that brings n8n down cannot do so for ever.
 * @param stored what n8n keeps for the node
 * @param scope which account and filters are watched now
 */
export function goingOn(stored: IDataObject, scope: string): Going {
	const handover = stored.handover as Handover | undefined;
	const isRepeat =
		handover?.scope === scope && handover.by !== PROCESS && Math.abs(Date.now() - handover.at) < DOUBTFUL;
	return { previous: stateFrom(isRepeat ? handover.before : stored.state, scope), isRepeat };
}

/**
 * How many polls have stored their state. n8n's older engine lets polls overlap: where the number
 * changed during a poll, another one was faster.
 * @param stored what n8n keeps for the node
 */
export const pollsOf = ({ polls }: IDataObject): number => (typeof polls === 'number' ? polls : 0);

/**
 * Stores what a poll ended with, in one step.
 * @param stored what n8n keeps for the node
 * @param going where the poll went on from
 * @param state what it ended with
 * @param hasEvents whether it hands events to n8n
 */
export function store(stored: IDataObject, { previous, isRepeat }: Going, state: TriggerState, hasEvents: boolean): void {
	stored.state = state;
	stored.polls = pollsOf(stored) + 1;
	if (!hasEvents || isRepeat) {
		delete stored.handover;
		return;
	}
	const handover: Handover = { by: PROCESS, at: Date.now(), scope: state.scope, ...(previous && { before: previous }) };
	stored.handover = handover;
}
