import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { extractLocatorValue } from '../properties/extractLocatorValue';
import { openClient } from '../transport/client';
import { CREDENTIAL } from '../transport/credential';
import { describeFailure } from '../transport/errorMessages';
import type { HttpOutcome } from '../transport/httpOutcome';
import { type FailureCause, nodeError } from '../transport/nodeError';
import { parseSegment } from '../transport/pathSegment';
import { retryAfter } from '../transport/rateLimiter';
import { TIMING, type Timing } from '../transport/timing';
import { trimSpace } from '../utils/trimSpace';
import type { EventName, JobEvent } from './events';
import { eventMark, type Found, LOOK_BACK, type Poll, pollAllJobs, type PollResult } from './poll';
import { pollJobIds } from './pollJobIds';
import { goingOn, pollsOf, store } from './redelivery';
import { sampleEvents } from './sample';
import { markOf, merged, stateFrom } from './state';
import { STALLED_AFTER } from './triggerProperties';

/** The fraction of n8n's time for a poll that is used, so that its state is stored in time. */
const BUDGET_FRACTION = 0.7;

/** The time for a poll where n8n names none, in milliseconds. */
const DEFAULT_BUDGET_MS = 36_000;

/** The longest wait for the rate limit, in milliseconds. */
const POLL_RATE_LIMIT_WAIT = 5_000;

export const NO_JOB_IDS = {
	message: 'No job IDs entered',
	description: 'Enter Job IDs, or set Watch to All Write Jobs.',
} as const;

/** What the user configured. */
interface TriggerConfig {
	/** The jobs to watch; undefined where all are watched. */
	readonly jobIds?: readonly string[];
	readonly filters: IDataObject;
	readonly wanted: readonly EventName[];
	/** Milliseconds. */
	readonly lookBack: number;
	/** Milliseconds. */
	readonly stalledAfter: number;
}

const toEventItems = (events: readonly JobEvent[]): INodeExecutionData[][] => [
	events.map((event) => ({ json: { ...event } as unknown as IDataObject })),
];

/** Statuses that don't mean that the request is wrong. */
const TRANSIENT_STATUSES = new Set([408, 425]);

const causeOf = (outcome: HttpOutcome): FailureCause => {
	if (outcome.kind === 'rateLimited') return { cause: 'rate-limited', retryAfterMs: 60_000 };
	if (outcome.kind !== 'response') return { cause: 'temporarily-unavailable' };
	const { status, headers } = outcome;
	if (status === 429) return { cause: 'rate-limited', retryAfterMs: retryAfter(headers) ?? 60_000 };
	if (status === 401 || status === 403) return { cause: 'credential-invalid' };
	const isTransient = status >= 500 || TRANSIENT_STATUSES.has(status);
	return { cause: isTransient ? 'temporarily-unavailable' : 'configuration-invalid' };
};

function readConfig(context: IPollFunctions): TriggerConfig {
	const filters = (context.getNodeParameter('filters', {}) ?? {}) as IDataObject;
	const integrationId = trimSpace(String(extractLocatorValue(filters.integrationId) ?? ''));
	const { lookBack, stalledAfter } = (context.getNodeParameter('options', {}) ?? {}) as IDataObject;
	const minutes = Number(stalledAfter);
	const jobIds = String(context.getNodeParameter('jobIds', ''))
		.split(/[\s,;]+/)
		.map(trimSpace)
		.filter((id) => parseSegment(id).ok);
	return {
		...(context.getNodeParameter('watch') === 'jobIds' && { jobIds: [...new Set(jobIds)] }),
		filters: {
			...(integrationId && { integration_id: integrationId }),
			...(filters.writeCategory !== undefined && { write_category: filters.writeCategory }),
		},
		wanted: (context.getNodeParameter('triggerOn', []) ?? []) as EventName[],
		lookBack: LOOK_BACK[String(lookBack)] ?? 0,
		stalledAfter: (minutes > 0 ? minutes : STALLED_AFTER) * 60_000,
	};
}

/** Another account or other filters make another stream of jobs, with a state of its own. */
const scopeOf = async (
	context: IPollFunctions,
	{ jobIds, filters }: TriggerConfig,
): Promise<string> => {
	const { environment, baseUrl } = await context.getCredentials(CREDENTIAL);
	return markOf(
		context.getNode().credentials?.[CREDENTIAL]?.id ?? '',
		JSON.stringify([environment, baseUrl]),
		jobIds ? 'jobIds' : 'allJobs',
		JSON.stringify(filters),
	);
};

const budgetOf = (context: IPollFunctions): number =>
	typeof context.getPollBudgetMs === 'function' ? context.getPollBudgetMs() : DEFAULT_BUDGET_MS;

const poll = async (
	options: Poll,
	{ jobIds, filters, lookBack }: TriggerConfig,
): Promise<PollResult> =>
	jobIds ? await pollJobIds(options, jobIds) : await pollAllJobs(options, filters, lookBack);

const toNodeError = (context: IPollFunctions, outcome: HttpOutcome): Error =>
	nodeError(context.getNode(), { ...describeFailure(outcome), failure: causeOf(outcome) });

/**
 * One poll of the trigger. Its state is worked out apart and stored once, at the end: a poll that
 * fails leaves it as it was, so that nothing is lost. A manual poll neither reads nor stores any
 * state, and returns a sample.
 * @returns the events, or null where there are none
 * @throws NodeApiError, NodeOperationError with a declared cause where nothing could be read
 */
export async function runPoll(
	context: IPollFunctions,
	timing: Timing = TIMING,
): Promise<INodeExecutionData[][] | null> {
	const config = readConfig(context);
	if (config.jobIds?.length === 0)
		throw nodeError(context.getNode(), {
			...NO_JOB_IDS,
			failure: { cause: 'configuration-invalid' },
		});
	const deadline = Date.now() + budgetOf(context) * BUDGET_FRACTION;
	const client = await openClient(context, {
		maxRateLimitWait: POLL_RATE_LIMIT_WAIT,
		deadline,
		timing,
	});
	if (context.getMode() === 'manual') {
		const sample = await sampleEvents(client, config.wanted, config.jobIds);
		if (!sample.ok) throw toNodeError(context, sample.error);
		return toEventItems(sample.value);
	}

	const stored = context.getWorkflowStaticData('node');
	const scope = await scopeOf(context, config);
	const { stalledAfter } = config;
	const revision = pollsOf(stored);
	const { previous, repeated } = goingOn(stored, scope);
	const result = await poll({ client, scope, previous, deadline, stalledAfter }, config);
	if (!result.ok) throw toNodeError(context, result.error);
	const { found, state } = result.value;
	const concurrentState = pollsOf(stored) === revision ? undefined : stateFrom(stored.state, scope);
	const emitted = new Set(concurrentState?.told);
	const isNewEvent = ({ event }: Found): boolean =>
		config.wanted.includes(event.event) && !emitted.has(eventMark(event));
	const events = found.filter(isNewEvent);
	const next = concurrentState ? merged(concurrentState, state) : state;
	store(stored, repeated, next, events);
	return events.length ? toEventItems(events.map(({ event }) => event)) : null;
}
