import * as fc from 'fast-check';

import type { FaultRuleInput } from '../../sandbox';

type Fault = FaultRuleInput['fault'];

/** A fault, and the name under which it is counted. */
export interface NamedFault {
	readonly name: string;
	readonly fault: Fault;
}

/** The requests that a fault may hit. */
export type FaultTarget = 'write' | 'status' | 'integration';

/** A fault in a case: the requests that it hits, how many, and after how many others. */
export interface FaultRule extends NamedFault {
	readonly on: FaultTarget;
	/** The item whose write it hits; undefined for any. */
	readonly item?: number | undefined;
	readonly times: number;
	readonly after: number;
}

const SIMPLE = [
	'reset-before',
	'reset-after',
	'timeout-before',
	'timeout-after',
	'no-job-id',
	'proto',
	'deep-json',
	'wrong-content-type',
	'malformed-json',
	'html',
	'empty',
] as const;

const simple: fc.Arbitrary<NamedFault> = fc
	.constantFrom(...SIMPLE)
	.map((name) => ({ name, fault: name }));

const effect = fc.constantFrom('before', 'after');

const bodyKind = fc.constantFrom('json', 'html', 'text', 'empty');

/** Retry-After is undocumented, so any may come: in seconds, as a date, or nonsense. */
const retryAfter = fc.constantFrom(undefined, 0, '0.02', 'Thu, 01 Jan 2026 00:00:00 GMT', 'soon');

/**
 * Statuses after which the outcome is unknown. Any other status below 500 says that nothing was written;
 * no client could notice that something was written all the same, so that is not tried.
 */
const unknownOutcome: fc.Arbitrary<NamedFault> = fc
	.record({ status: fc.constantFrom(408, 500, 502, 503, 504, 520), effect, bodyKind, retryAfter })
	.map((fault) => ({
		name: `status ${fault.status} ${fault.effect}`,
		fault: { kind: 'status', ...fault } as Fault,
	}));

const rejection: fc.Arbitrary<NamedFault> = fc
	.record({
		status: fc.constantFrom(400, 401, 403, 404, 405, 409, 413, 422, 429, 429, 429),
		bodyKind,
		retryAfter,
	})
	.map((fault) => ({
		name: `status ${fault.status}`,
		fault: { kind: 'status', ...fault } as Fault,
	}));

/** A server, or a proxy before it, that repeats the request's token. */
const tokenEcho: fc.Arbitrary<NamedFault> = fc.constantFrom(403, 500, 200).map((status) => ({
	name: `token in a ${status}`,
	fault: {
		kind: 'status',
		status,
		body: { error: { message: 'Bearer propexo-sandbox-token' }, 'propexo-sandbox-token': 1 },
	},
}));

/** JSON that is no documented response. */
const unexpectedJson: fc.Arbitrary<NamedFault> = fc
	.record({
		body: fc.constantFrom('null', '[]', '42', '"text"', '{"meta":null,"results":null}'),
		effect,
	})
	.map(({ body, effect: when }) => ({
		name: `200 ${body} ${when}`,
		fault: { kind: 'status', status: 200, body, effect: when } as Fault,
	}));

const redirect: fc.Arbitrary<NamedFault> = fc
	.record({ status: fc.constantFrom(301, 302, 303, 307, 308), effect })
	.map((how) => ({
		name: `redirect ${how.effect}`,
		fault: { kind: 'redirect', location: 'http://127.0.0.1:9/', ...how } as Fault,
	}));

/** A slow response: one within the request timeout, and one beyond it, although the write took effect. */
const slow: fc.Arbitrary<NamedFault> = fc
	.constantFrom(20, 300)
	.map((delayMs) => ({ name: `slow ${delayMs}`, fault: { kind: 'slow', delayMs } }));

const huge: fc.Arbitrary<NamedFault> = fc.constant({
	name: 'huge',
	fault: { kind: 'huge', megabytes: 1 },
});

const anyFault: fc.Arbitrary<NamedFault> = fc.oneof(
	{ weight: 6, arbitrary: simple },
	{ weight: 4, arbitrary: unknownOutcome },
	{ weight: 5, arbitrary: rejection },
	{ weight: 1, arbitrary: tokenEcho },
	{ weight: 1, arbitrary: unexpectedJson },
	{ weight: 1, arbitrary: redirect },
	{ weight: 1, arbitrary: huge },
	{ weight: 1, arbitrary: slow },
);

/** The faults of one case. */
export const faultRules: fc.Arbitrary<FaultRule[]> = fc.array(
	fc
		.record({
			on: fc.constantFrom<FaultTarget>('write', 'write', 'write', 'write', 'status', 'integration'),
			what: anyFault,
			item: fc.option(fc.nat(4), { nil: undefined }),
			times: fc.constantFrom(1, 1, 2, 5, 20),
			after: fc.constantFrom(0, 0, 0, 1, 2, 3),
		})
		.map(({ what, ...rule }) => ({ ...rule, ...what })),
	{ maxLength: 4 },
);
