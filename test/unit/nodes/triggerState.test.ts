import { stateFrom, trimmed, type TriggerState } from '../../../nodes/PropexoAccountingTrigger/state';

const state = (changes: Partial<TriggerState> = {}): TriggerState => ({
	version: 1,
	scope: 'mine',
	floor: 0,
	marks: {},
	open: {},
	...changes,
});

it.each([undefined, null, 'text', [], {}, { ...state(), version: 2 }, { ...state(), floor: 'x' }, { ...state(), marks: [] }, { ...state(), open: null }, state({ scope: 'other' })])(
	'takes %p for no state at all',
	(stored) => {
		expect(stateFrom(stored, 'mine')).toBeUndefined();
	},
);

it('takes its own state back after a way through JSON', () => {
	const stored = state({ floor: 5, marks: { a: 1 } });

	expect(stateFrom(JSON.parse(JSON.stringify(stored)), 'mine')).toEqual(stored);
});

it('forgets marks from before the floor only', () => {
	expect(trimmed(state({ floor: 5_000, marks: { old: 4, at: 5, young: 6 } })).marks).toEqual({ at: 5, young: 6 });
});

it('stays below 400 kB, and raises the floor above every mark it had to forget', () => {
	const mark = (index: number) => `${String(index).padStart(16, '0')}`;
	const row = { id: 'r'.repeat(30), created_at: '2026-11-30T00:00:00Z', job_id: '', job_log_id: 'l'.repeat(30), status: 'SUCCESS', integration_id: 'i'.repeat(30), job_type: 'CREATE_RESIDENT_CHARGE', error: null, vendor: 'PROPERTYWARE_REST' };
	const many = Array.from({ length: 30_000 }, (_, index) => [mark(index), 1_700_000_000 + index] as const);
	const open = Object.fromEntries(many.map(([id]) => [id, { ...row, job_id: id }]));
	const kept = trimmed(state({ marks: Object.fromEntries(many), open }));

	expect(JSON.stringify(kept).length).toBeLessThan(400_000);
	expect(Object.keys(kept.marks)).toHaveLength(10_000);
	expect(kept.floor).toBeGreaterThan((1_700_000_000 + 19_999) * 1_000);
});
