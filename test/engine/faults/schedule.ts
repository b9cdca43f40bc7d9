import * as fc from 'fast-check';

import type { FaultRuleInput, FinalStatus, SandboxOptions } from '../../sandbox';

/** Something that happens at Propexo, independently of the polls. */
export type ExternalEvent =
	/** Jobs finish at one instant, so long ago; the log shows them after its lag. */
	| {
			readonly kind: 'jobsFinish';
			readonly count: number;
			readonly status: FinalStatus;
			readonly agoMs: number;
	  }
	/** A job starts; `isLogged` says whether the log already lists an attempt of it. */
	| { readonly kind: 'jobStarts'; readonly isLogged: boolean }
	/** A started job finishes. */
	| { readonly kind: 'pendingJobFinishes'; readonly which: number; readonly status: FinalStatus }
	/** A failed job succeeds under the same ID. */
	| { readonly kind: 'failedJobSucceeds'; readonly which: number }
	/** A failed job is retried as a new job. */
	| { readonly kind: 'failedJobIsRetried'; readonly which: number; readonly status: FinalStatus };

/** A fault during a poll. */
export interface PollFault {
	readonly on: 'log' | 'status' | 'jobLog';
	readonly fault: FaultRuleInput['fault'];
	readonly times: number;
	readonly after: number;
}

/**
 * How n8n runs a poll and stores its state: `legacy` changes the state in place; `durable` commits a
 * clone; `rollback` loses the clone and the events; `discard` loses the clone but keeps the events;
 * `twice` runs two polls from the same state; `overlap` runs two polls at the same time.
 */
export type PollMode = 'legacy' | 'durable' | 'rollback' | 'discard' | 'twice' | 'overlap';

/** One step of a schedule. */
export type Step =
	| { readonly kind: 'wait'; readonly ms: number }
	| { readonly kind: 'external'; readonly event: ExternalEvent }
	| {
			readonly kind: 'poll';
			readonly mode: PollMode;
			readonly faults: readonly PollFault[];
			/** The time that n8n gives the poll, in milliseconds; undefined for n8n's default. */
			readonly budgetMs?: number | undefined;
			/** What happens between two requests of the poll. */
			readonly during: ReadonlyArray<{
				readonly afterRequests: number;
				readonly event: ExternalEvent;
			}>;
	  };

/** One random schedule. */
export interface Schedule {
	readonly log: Pick<SandboxOptions, 'logLagMs' | 'logOrder' | 'logPartialSuccessAs' | 'logJobId'>;
	readonly triggerOn: ReadonlyArray<'success' | 'partialSuccess' | 'failure'>;
	/** How many jobs had finished before the trigger was activated. */
	readonly jobsBefore: number;
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

const externalEvent: fc.Arbitrary<ExternalEvent> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			kind: fc.constant('jobsFinish' as const),
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
		arbitrary: fc.record({ kind: fc.constant('jobStarts' as const), isLogged: fc.boolean() }),
	},
	{
		weight: 2,
		arbitrary: fc.record({ kind: fc.constant('pendingJobFinishes' as const), which, status }),
	},
	{ weight: 3, arbitrary: fc.record({ kind: fc.constant('failedJobSucceeds' as const), which }) },
	{
		weight: 1,
		arbitrary: fc.record({ kind: fc.constant('failedJobIsRetried' as const), which, status }),
	},
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
	{ weight: 6, arbitrary: externalEvent.map((event): Step => ({ kind: 'external', event })) },
	{
		weight: 5,
		arbitrary: fc.record({
			kind: fc.constant('poll' as const),
			mode: fc.constantFrom<PollMode>(
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
						fc.record({ afterRequests: fc.integer({ min: 1, max: 4 }), event: externalEvent }),
						{ maxLength: 3 },
					),
				},
			),
		}),
	},
);

/** Every schedule that the random run may try. */
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
	jobsBefore: fc.oneof(
		{ weight: 4, arbitrary: fc.nat(3) },
		{ weight: 1, arbitrary: fc.integer({ min: 94, max: 102 }) },
	),
	steps: fc.array(step, { minLength: 1, maxLength: 14 }),
});
