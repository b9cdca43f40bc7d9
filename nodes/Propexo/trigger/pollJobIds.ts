import { fetchStatuses, firstErrorIfAllFailed,isRateLimited } from './fetchStatuses';
import { fetchJobState, isJobNotFound, type JobState, notFoundEvent } from './jobStatus';
import { eventMark, type Found, isDue, type Poll, type PollResult } from './poll';
import { emptyState, type NamedJob, trimmed } from './state';

/** A job that has ended may be tried again under the same id, but for one that succeeded. */
const isOver = ({ ended }: NamedJob): boolean => ended === 'SUCCESS';

function afterLook(before: NamedJob | undefined, settled: JobState, now: number): NamedJob {
	if (settled.kind === 'event')
		return { since: before?.since ?? now, asked: now, ended: settled.event.write_status };
	// One that goes on after an end begins anew.
	return { since: before?.ended === undefined ? (before?.since ?? now) : now, asked: now };
}

/** The event of a job, where there is one to tell. */
function eventAfter(
	jobId: string,
	settled: JobState,
	{ since }: NamedJob,
	now: number,
	stalledAfter: number,
): Found | undefined {
	if (settled.kind === 'event') return { event: settled.event };
	if (now - since < stalledAfter) return undefined;
	if (settled.kind === 'open') return { event: settled.event };
	return isJobNotFound(settled.delivery) ? { event: notFoundEvent(jobId) } : undefined;
}

/**
 * One poll over the write jobs that a person named. Those that were looked at longest ago come
 * first, so that a long list is gone through over several polls. A job that succeeded is not asked
 * about again; one that failed is, because a later try may succeed under the same id.
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
	const askedAt = (jobId: string): number => known.get(jobId)?.asked ?? 0;
	const jobs = jobIds.filter(isWanted).sort((a, b) => askedAt(a) - askedAt(b));
	const learnt = await fetchStatuses(
		jobs,
		async (jobId) => await fetchJobState(client, jobId),
		client,
		deadline,
	);
	const unknown = learnt.filter(
		({ settled }) => settled.kind === 'failed' && isJobNotFound(settled.delivery),
	);
	const first = previous ? undefined : firstErrorIfAllFailed(unknown);
	const failure = first ?? firstErrorIfAllFailed(learnt.filter((one) => !unknown.includes(one)));
	if (failure) return { delivery: failure };

	const told = new Set(state.told);
	const found: Found[] = [];
	for (const { job: jobId, settled } of learnt.filter((one) => !isRateLimited(one))) {
		const look = afterLook(known.get(jobId), settled, now);
		known.set(jobId, look);
		const one = eventAfter(jobId, settled, look, now, stalledAfter);
		if (one && !told.has(eventMark(one.event))) found.push(one);
		if (one) told.add(eventMark(one.event));
	}
	return { found, state: trimmed({ ...state, told: [...told], named: Object.fromEntries(known) }) };
}
