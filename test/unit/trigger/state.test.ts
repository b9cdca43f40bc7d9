import type { IDataObject } from 'n8n-workflow';

import { eventOf } from '../../../nodes/Propexo/trigger/events';
import { store } from '../../../nodes/Propexo/trigger/redelivery';
import {
	emptyState,
	merged,
	stateFrom,
	type TriggerState,
	trimmed,
	trimmedAtEnd,
} from '../../../nodes/Propexo/trigger/state';

const state = (changes: Partial<TriggerState> = {}): TriggerState => ({
	...emptyState('mine', 0),
	...changes,
});

const SECOND = 1_700_000_000;

const rowsFrom = (first: number, count: number): Record<string, number> =>
	Object.fromEntries(
		Array.from({ length: count }, (_, index) => [
			`row-${String(first + index).padStart(12, '0')}`,
			SECOND + first + index,
		]),
	);

const job = (id: string) => ({
	id: 'r'.repeat(36),
	created_at: '2026-11-30T00:00:00.000Z',
	job_id: id.padEnd(36, '-'),
	job_log_id: 'l'.repeat(36),
	status: 'SUCCESS',
	integration_id: 'i'.repeat(36),
	job_type: 'CREATE_RECURRING_RESIDENT_CHARGE',
	error: 'e'.repeat(100),
	vendor: 'PROPERTYWARE_REST',
	asked: 1_700_000_000_000,
	unread: 1_700_000_000_000,
});

const jobsOf = (count: number) =>
	Object.fromEntries(
		Array.from({ length: count }, (_, index) => [`job-${index}`, job(`job-${index}`)]),
	);

it.each([
	undefined,
	null,
	'text',
	[],
	{},
	{ ...state(), version: 1 },
	{ ...state(), floor: 'x' },
	{ ...state(), rows: [] },
	{ ...state(), rows: { a: 'x' } },
	{ ...state(), told: {} },
	{ ...state(), open: null },
	{ ...state(), open: { x: null } },
	{ ...state(), open: { x: {} } },
	{ ...state(), named: { x: 1 } },
	{ ...state(), round: 'x' },
	{ ...state(), wide: 'x' },
	state({ scope: 'other' }),
])('%j is not accepted as a state', (stored) => {
	expect(stateFrom(stored, 'mine')).toBeUndefined();
});

it('a state survives JSON', () => {
	const stored = state({
		floor: 5,
		rows: { a: 1 },
		told: ['b'],
		open: jobsOf(1),
		named: { x: { since: 1, asked: 2 } },
		through: 7,
		wide: 6,
		round: { range: 'day', offset: 90, last: 'c', since: 7 },
	});

	expect(stateFrom(JSON.parse(JSON.stringify(stored)), 'mine')).toEqual(stored);
});

it('drops the rows from before the floor only', () => {
	expect(trimmed(state({ floor: 5_000, rows: { old: 4, at: 5, young: 6 } })).rows).toEqual({
		at: 5,
		young: 6,
	});
});

it('raises the floor above every row it drops when the log was read to its end', () => {
	const kept = trimmedAtEnd(state({ rows: rowsFrom(0, 30_000) }));

	expect(Object.keys(kept.rows)).toHaveLength(4_000);
	expect(kept.floor).toBe((SECOND + 26_000) * 1_000);
});

it('keeps the floor while a scan is unfinished, because it has unseen rows', () => {
	const kept = trimmed(
		state({
			rows: rowsFrom(0, 30_000),
			round: { range: 'day', offset: 0, last: 'x', since: (SECOND + 50_000) * 1_000 },
		}),
	);

	expect(kept).toMatchObject({ floor: 0, forgotten: SECOND + 25_999 });
	expect(Object.keys(kept.rows)).toHaveLength(4_000);
});

it('stays below 400 kB in n8n, with the events that a restart emits again', () => {
	const stored: IDataObject = {};
	const full = trimmed(
		state({
			rows: rowsFrom(0, 30_000),
			told: Array.from({ length: 9_000 }, (_, index) => `event-${String(index).padStart(10, '0')}`),
			open: jobsOf(250),
		}),
	);
	const found = Object.values(jobsOf(250)).map((row) => ({
		event: eventOf(
			row.job_id,
			{ write_status: 'SUCCESS', errors: [], created_record_id: null },
			row,
		),
		row,
	}));
	store(stored, new Set(), full, found);

	expect(JSON.stringify(stored).length).toBeLessThan(400_000);
});

it('merging two concurrent polls keeps what either knows', () => {
	const both = merged(
		state({ floor: 1, forgotten: 9, open: { a: job('a') }, told: ['x', 'y'], rows: { r: 5 } }),
		state({ floor: 2, forgotten: 3, open: { b: job('b') }, told: ['y', 'z'], rows: { s: 6 } }),
	);

	expect(both).toMatchObject({
		floor: 2,
		forgotten: 9,
		open: { a: {}, b: {} },
		told: ['x', 'y', 'z'],
		rows: { r: 5, s: 6 },
	});
});
