import * as fc from 'fast-check';

import type { FaultRuleInput, FinalStatus, SandboxOptions } from '../../sandbox';

/** Something that happens at Propexo while time goes by. */
export type Happening =
	/** Jobs end at one instant, so long ago; the log shows them when its lag is over. */
	| {
			readonly kind: 'end';
			readonly count: number;
			readonly status: FinalStatus;
			readonly agoMs: number;
	  }
	/** A job begins, and the log already lists an attempt of it. */
	| { readonly kind: 'begin'; readonly isLogged: boolean }
	/** A job that had begun ends. */
	| { readonly kind: 'finish'; readonly which: number; readonly status: FinalStatus }
	/** A job that the PMS had refused succeeds under the same id. */
	| { readonly kind: 'mend'; readonly which: number }
	/** A job that the PMS had refused is tried again as a new job. */
	| { readonly kind: 'retry'; readonly which: number; readonly status: FinalStatus };

/** What goes wrong during a poll. */
export interface PollFault {
	readonly on: 'log' | 'status' | 'jobLog';
	readonly fault: FaultRuleInput['fault'];
	readonly times: number;
	readonly after: number;
}

/**
 * How n8n runs a poll and what becomes of its state: `legacy` changes it in place; `durable`
 * commits a clone; `rollback` loses the clone and the events; `discard` loses the clone after the
 * events were given out; `twice` runs from one state two times; `overlap` runs two at once.
 */
export type Manner = 'legacy' | 'durable' | 'rollback' | 'discard' | 'twice' | 'overlap';

/** One step of a schedule. */
export type Step =
	| { readonly kind: 'wait'; readonly ms: number }
	| { readonly kind: 'happen'; readonly what: Happening }
	| {
			readonly kind: 'poll';
			readonly manner: Manner;
			readonly faults: readonly PollFault[];
			/** The time n8n gives it, in milliseconds; nothing for the usual one. */
			readonly budgetMs?: number | undefined;
			/** What happens between two requests of the poll. */
			readonly during: ReadonlyArray<{ readonly afterRequests: number; readonly what: Happening }>;
	  };

/** One random schedule. */
export interface Schedule {
	readonly log: Pick<SandboxOptions, 'logLagMs' | 'logOrder' | 'logPartialSuccessAs' | 'logJobId'>;
	readonly triggerOn: ReadonlyArray<'success' | 'partialSuccess' | 'failure'>;
	/** Jobs that had ended before the trigger was armed. */
	readonly before: number;
	readonly steps: readonly Step[];
}

const MINUTE = 60_000;

const status = fc.constantFrom<FinalStatus>(
	'SUCCESS',
	'SUCCESS',
	'FAILURE',
	'FAILURE',
	'PARTIAL_SUCCESS',
);

const which = fc.nat(30);

const happening: fc.Arbitrary<Happening> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			kind: fc.constant('end' as const),
			count: fc.oneof(
				{ weight: 30, arbitrary: fc.integer({ min: 1, max: 4 }) },
				{ weight: 1, arbitrary: fc.constantFrom(99, 100, 130, 300) },
			),
			status,
			agoMs: fc.constantFrom(0, 0, 500, 5_000, MINUTE, 4 * MINUTE),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({ kind: fc.constant('begin' as const), isLogged: fc.boolean() }),
	},
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant('finish' as const), which, status }) },
	{ weight: 3, arbitrary: fc.record({ kind: fc.constant('mend' as const), which }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('retry' as const), which, status }) },
);

const fault: fc.Arbitrary<FaultRuleInput['fault']> = fc.constantFrom<FaultRuleInput['fault'][]>(
	'reset-before',
	'malformed-json',
	'html',
	'empty',
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 503 },
	{ kind: 'status', status: 401 },
	{ kind: 'status', status: 429, retryAfter: 0 },
	{ kind: 'status', status: 429, retryAfter: 60 },
	{ kind: 'status', status: 200, body: 'null' },
	{ kind: 'status', status: 200, body: '[]' },
);

const pollFaults: fc.Arbitrary<PollFault[]> = fc.array(
	fc.record({
		on: fc.constantFrom('log' as const, 'status' as const, 'jobLog' as const),
		fault,
		times: fc.constantFrom(1, 5, 12, 40),
		after: fc.constantFrom(0, 0, 1, 2, 5),
	}),
	{ maxLength: 2 },
);

const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant('wait' as const),
			ms: fc.constantFrom(
				300,
				1_000,
				MINUTE,
				3 * MINUTE,
				10 * MINUTE,
				29 * MINUTE,
				35 * MINUTE,
				56 * MINUTE,
				90 * MINUTE,
				5 * 60 * MINUTE,
				30 * 60 * MINUTE,
			),
		}),
	},
	{ weight: 6, arbitrary: happening.map((what): Step => ({ kind: 'happen', what })) },
	{
		weight: 5,
		arbitrary: fc.record({
			kind: fc.constant('poll' as const),
			manner: fc.constantFrom<Manner>(
				'legacy',
				'legacy',
				'legacy',
				'durable',
				'durable',
				'durable',
				'rollback',
				'discard',
				'twice',
				'overlap',
			),
			budgetMs: fc.constantFrom(undefined, undefined, undefined, 60, 120, 250),
			faults: fc.oneof(
				{ weight: 2, arbitrary: fc.constant([]) },
				{ weight: 1, arbitrary: pollFaults },
			),
			during: fc.oneof(
				{ weight: 2, arbitrary: fc.constant([]) },
				{
					weight: 1,
					arbitrary: fc.array(
						fc.record({ afterRequests: fc.integer({ min: 1, max: 4 }), what: happening }),
						{ maxLength: 3 },
					),
				},
			),
		}),
	},
);

/** Every schedule the random run may try. */
export const schedule: fc.Arbitrary<Schedule> = fc.record({
	log: fc.record({
		logLagMs: fc.constantFrom(
			0,
			0,
			0,
			700,
			30_000,
			5 * MINUTE,
			25 * MINUTE,
			2 * 60 * MINUTE,
			20 * 60 * MINUTE,
		),
		logOrder: fc.constantFrom('newestFirst' as const, 'oldestFirst' as const, 'shuffled' as const),
		logPartialSuccessAs: fc.constantFrom('SUCCESS' as const, 'FAILURE' as const),
		logJobId: fc.constantFrom('root' as const, 'root' as const, 'child' as const),
	}),
	triggerOn: fc.subarray(['success' as const, 'partialSuccess' as const, 'failure' as const], {
		minLength: 1,
	}),
	before: fc.oneof(
		{ weight: 4, arbitrary: fc.nat(3) },
		{ weight: 1, arbitrary: fc.integer({ min: 94, max: 102 }) },
	),
	steps: fc.array(step, { minLength: 1, maxLength: 14 }),
});
