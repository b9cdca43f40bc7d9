import { err, ok } from '../utils/result';
import {
	type FetchedStatus,
	fetchStatuses,
	firstErrorIfAllFailed,
	isNotFetched,
} from './fetchStatuses';
import { fetchJobState, isJobNotFound, notFoundEvent } from './jobStatus';
import { eventMark, type Found, isDue, type Poll, type PollResult } from './poll';
import { emptyState, type NamedJob, trimmed } from './state';

type JobResult = FetchedStatus<string>;

/** A job that has finished may be retried under the same ID, except one that succeeded. */
const isOver = ({ ended }: NamedJob): boolean => ended === 'SUCCESS';

function updateJob(before: NamedJob | undefined, { state }: JobResult, now: number): NamedJob {
	if (state.ok && state.value.isFinished) {
		const { write_status: ended } = state.value.event;
		return { since: before?.since ?? now, asked: now, ended };
	}
	// One that goes on after it had finished starts again.
	return { since: before?.ended === undefined ? (before?.since ?? now) : now, asked: now };
}

const isUnknown = ({ state }: JobResult): boolean => !state.ok && isJobNotFound(state.error);

/** The event of a job, if there is one to emit. */
function detectEvent(
	fetched: JobResult,
	{ since }: NamedJob,
	now: number,
	stalledAfter: number,
): Found | undefined {
	const { job, state } = fetched;
	const isStalled = now - since >= stalledAfter;
	if (state.ok && (state.value.isFinished || isStalled)) return { event: state.value.event };
	return isUnknown(fetched) && isStalled ? { event: notFoundEvent(job) } : undefined;
}

/**
 * One poll over the write jobs that the user listed. Those that were checked longest ago come first,
 * so that a long list is worked through over several polls. A job that succeeded isn't checked
 * again; one that failed is, because a later attempt may succeed under the same ID.
 */
export async function pollJobIds(poll: Poll, jobIds: readonly string[]): Promise<PollResult> {
	const { client, scope, previous, stalledAfter, deadline } = poll;
	const now = Date.now();
	const state = previous ?? emptyState(scope, 0);
	const known = new Map(
		jobIds.flatMap((jobId) => (state.named[jobId] ? [[jobId, state.named[jobId]]] : [])),
	);
	const isWanted = (jobId: string): boolean => {
		const job = known.get(jobId);
		if (!job) return true;
		const isSlow = job.ended !== undefined || now - job.since >= stalledAfter;
		return !isOver(job) && (!isSlow || isDue(job.since, job.asked, now));
	};
	const checkedAt = (jobId: string): number => known.get(jobId)?.asked ?? 0;
	const jobs = jobIds.filter(isWanted).sort((a, b) => checkedAt(a) - checkedAt(b));
	const fetched = await fetchStatuses(
		jobs,
		async (jobId) => await fetchJobState(client, jobId),
		client,
		deadline,
	);
	const unknown = fetched.filter(isUnknown);
	const atActivation = previous ? undefined : firstErrorIfAllFailed(unknown);
	const failure = atActivation ?? firstErrorIfAllFailed(fetched.filter((one) => !isUnknown(one)));
	if (failure) return err(failure);

	const emitted = new Set(state.told);
	const found: Found[] = [];
	for (const one of fetched.filter((each) => !isNotFetched(each))) {
		const job = updateJob(known.get(one.job), one, now);
		known.set(one.job, job);
		const detected = detectEvent(one, job, now, stalledAfter);
		if (!detected) continue;
		const mark = eventMark(detected.event);
		if (!emitted.has(mark)) found.push(detected);
		emitted.add(mark);
	}
	const named = Object.fromEntries(known);
	return ok({ found, state: trimmed({ ...state, told: [...emitted], named }) });
}
