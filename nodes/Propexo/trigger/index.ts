import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { extractLocatorValue } from '../properties/extractLocatorValue';
import { openClient } from '../transport/client';
import { CREDENTIAL } from '../transport/credential';
import { describeFailure } from '../transport/errorMessages';
import type { HttpOutcome } from '../transport/http';
import { type FailureCause, nodeError } from '../transport/nodeError';
import { parseSegment } from '../transport/pathSegment';
import { retryAfter } from '../transport/rateLimiter';
import type { EventName, JobEvent } from './events';
import { eventMark, type Found, LOOK_BACK, type Poll, pollAllJobs, type PollResult } from './poll';
import { pollJobIds } from './pollJobIds';
import { goingOn, pollsOf, store } from './redelivery';
import { sampleEvents } from './sample';
import { markOf, merged, stateFrom } from './state';
import { STALLED_AFTER } from './triggerProperties';

/** The part of n8n's time for a poll that is used, so that its state is stored in time. */
const BUDGET_FRACTION = 0.7;

/** The time for a poll where n8n names none, in milliseconds. */
const DEFAULT_BUDGET_MS = 36_000;

/** How long a poll waits for the rate limit before it gives up, in milliseconds. */
const MAX_RATE_LIMIT_WAIT = 5_000;

/** What a person set in the trigger. */
interface TriggerConfig {
	/** The jobs to watch; nothing where all are watched. */
	readonly jobIds?: readonly string[];
	readonly filters: IDataObject;
	readonly wanted: readonly EventName[];
	/** Milliseconds. */
	readonly lookBack: number;
	/** Milliseconds. */
	readonly stalledAfter: number;
}

const toItems = (events: readonly JobEvent[]): INodeExecutionData[][] => [
	events.map((event) => ({ json: { ...event } as unknown as IDataObject })),
];

/** Statuses that say nothing against the request itself. */
const TRANSIENT_STATUSES = new Set([408, 425]);

const causeOf = (delivery: HttpOutcome): FailureCause => {
	if (delivery.kind === 'late') return { cause: 'rate-limited', retryAfterMs: 60_000 };
	if (delivery.kind !== 'answer') return { cause: 'temporarily-unavailable' };
	const { status, headers } = delivery;
	if (status === 429) return { cause: 'rate-limited', retryAfterMs: retryAfter(headers) ?? 60_000 };
	if (status === 401 || status === 403) return { cause: 'credential-invalid' };
	return {
		cause:
			status >= 500 || TRANSIENT_STATUSES.has(status)
				? 'temporarily-unavailable'
				: 'configuration-invalid',
	};
};

function readConfig(context: IPollFunctions): TriggerConfig {
	const filters = (context.getNodeParameter('filters', {}) ?? {}) as IDataObject;
	const integrationId = extractLocatorValue(filters.integrationId);
	const { lookBack, stalledAfter } = (context.getNodeParameter('options', {}) ?? {}) as IDataObject;
	const minutes = Number(stalledAfter);
	const jobIds = String(context.getNodeParameter('jobIds', ''))
		.split(/[\s,;]+/)
		.filter((id) => 'segment' in parseSegment(id));
	return {
		...(context.getNodeParameter('watch') === 'jobIds' && { jobIds: [...new Set(jobIds)] }),
		filters: {
			...(integrationId !== undefined &&
				integrationId !== null &&
				integrationId !== '' && { integration_id: String(integrationId) }),
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

const runOnce = async (
	poll: Poll,
	{ jobIds, filters, lookBack }: TriggerConfig,
): Promise<PollResult> =>
	jobIds ? await pollJobIds(poll, jobIds) : await pollAllJobs(poll, filters, lookBack);

const toNodeError = (context: IPollFunctions, delivery: HttpOutcome): Error =>
	nodeError(context.getNode(), { ...describeFailure(delivery), failure: causeOf(delivery) });

/**
 * One poll of the trigger. Its state is worked out apart and stored once, at the end: a poll
 * that fails leaves it as it was, so that nothing is lost. By hand it neither reads nor stores
 * any state, and gives a sample.
 * @returns the events, or nothing when there are none
 * @throws NodeApiError, NodeOperationError with a declared cause when nothing could be learnt
 */
export async function runPoll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const watch = readConfig(context);
	if (watch.jobIds?.length === 0) {
		throw nodeError(context.getNode(), {
			message: 'No job ids are given',
			description: 'Fill in Job IDs, or set Watch to All Write Jobs.',
			failure: { cause: 'configuration-invalid' },
		});
	}
	const deadline = Date.now() + budgetOf(context) * BUDGET_FRACTION;
	const client = await openClient(context, { longest: MAX_RATE_LIMIT_WAIT, until: deadline });
	if (context.getMode() === 'manual') {
		const sample = await sampleEvents(client, watch.wanted, watch.jobIds);
		if ('delivery' in sample) throw toNodeError(context, sample.delivery);
		return toItems(sample.events);
	}

	const stored = context.getWorkflowStaticData('node');
	const scope = await scopeOf(context, watch);
	const { stalledAfter } = watch;
	const polls = pollsOf(stored);
	const { previous, repeated } = goingOn(stored, scope);
	const result = await runOnce({ client, scope, previous, deadline, stalledAfter }, watch);
	if ('delivery' in result) throw toNodeError(context, result.delivery);
	const meanwhile = pollsOf(stored) === polls ? undefined : stateFrom(stored.state, scope);
	const known = new Set(meanwhile?.told);
	const isNews = ({ event }: Found): boolean =>
		watch.wanted.includes(event.event) && !known.has(eventMark(event));
	const found = result.found.filter(isNews);
	store(stored, repeated, meanwhile ? merged(meanwhile, result.state) : result.state, found);
	return found.length ? toItems(found.map(({ event }) => event)) : null;
}
