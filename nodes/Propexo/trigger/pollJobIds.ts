import { isLeftOut, learn, nothingLearnt } from './fetchStatuses';
import { isUnknownJob, type Settled, settleJob, unknownJob } from './jobStatus';
import { eventMark, type Found, isDue, type Poll, type PollResult } from './poll';
import { emptyState, type NamedJob, trimmed } from './state';

/** A job that has ended may be tried again under the same id, but for one that succeeded. */
const isOver = ({ ended }: NamedJob): boolean => ended === 'SUCCESS';

function afterLook(before: NamedJob | undefined, settled: Settled, now: number): NamedJob {
	if (settled.kind === 'event')
		return { since: before?.since ?? now, asked: now, ended: settled.event.write_status };
	// One that goes on after an end begins anew.
	return { since: before?.ended === undefined ? (before?.since ?? now) : now, asked: now };
}

/** The event of a job, where there is one to tell. */
function eventAfter(
	jobId: string,
	settled: Settled,
	{ since }: NamedJob,
	now: number,
	stalledAfter: number,
): Found | undefined {
	if (settled.kind === 'event') return { event: settled.event };
	if (now - since < stalledAfter) return undefined;
	if (settled.kind === 'open') return { event: settled.event };
	return isUnknownJob(settled.delivery) ? { event: unknownJob(jobId) } : undefined;
}

/**
 * One poll over the write jobs that a person named. Those that were looked at longest ago come
 * first, so that a long list is gone through over several polls. A job that succeeded is not asked
 * about again; one that failed is, because a later try may succeed under the same id.
 * @param poll what the poll works with
 * @param jobIds the jobs
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
	const learnt = await learn(
		jobs,
		async (jobId) => await settleJob(client, jobId),
		client,
		deadline,
	);
	const unknown = learnt.filter(
		({ settled }) => settled.kind === 'failed' && isUnknownJob(settled.delivery),
	);
	const first = previous ? undefined : nothingLearnt(unknown);
	const failure = first ?? nothingLearnt(learnt.filter((one) => !unknown.includes(one)));
	if (failure) return { delivery: failure };

	const told = new Set(state.told);
	const found: Found[] = [];
	for (const { job: jobId, settled } of learnt.filter((one) => !isLeftOut(one))) {
		const look = afterLook(known.get(jobId), settled, now);
		known.set(jobId, look);
		const one = eventAfter(jobId, settled, look, now, stalledAfter);
		if (one && !told.has(eventMark(one.event))) found.push(one);
		if (one) told.add(eventMark(one.event));
	}
	return { found, state: trimmed({ ...state, told: [...told], named: Object.fromEntries(known) }) };
}
