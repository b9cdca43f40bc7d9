import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { CONCURRENCY } from '../../properties/writeOptions';
import { openClient } from '../../transport/client';
import type { ErrorText } from '../../transport/errorMessages';
import type { HttpOutcome } from '../../transport/http';
import { nodeError } from '../../transport/nodeError';
import { encodeSegment } from '../../transport/pathSegment';
import { errorItem, type ItemError,requestError } from '../common/itemError';
import { askEach, type Asked } from '../common/items';
import { itemTag } from '../common/itemTag';
import { sortByInputItem } from '../common/sortByInputItem';
import { openJournal } from '../write/journal';
import { partialWriteError } from '../write/output';
import type { WriteRequest } from '../write/plan';
import { type Outcome, submitAll } from '../write/submit';
import { cancellationError,withSummary } from '../write/withSummary';
import { parseJobId } from './status';

/** The retry of one job, for every item that names it, and what became of it. */
interface Retry {
	readonly jobId: string;
	readonly planned: WriteRequest;
	readonly outcome: Outcome;
}

/** https://docs.propexo.com/api/reference/configuration-ap-is/admin/retry-a-write-operation/ */
const ENDPOINT = { method: 'POST', path: '/v1/admin/retry-write/{job_id}' } as const;

const requestFor = (jobId: string, items: readonly number[]): WriteRequest => ({
	items,
	write: ENDPOINT,
	path: ENDPOINT.path.replace('{job_id}', () => encodeSegment(jobId)),
	body: {},
});

const unknown = (item: number, jobId: string, { message, status }: ErrorText): ItemError => ({
	item,
	message: `Nobody knows whether job ${jobId} is tried again: ${message[0]!.toLowerCase()}${message.slice(1)} ${itemTag(item)}`,
	description:
		'The retry is not sent again, because that could write twice. ' +
		"Look for a new job in Propexo's write log, or for the record in the PMS.",
	...(status !== undefined && { status }),
	details: { outcome: 'unknown', retried_job_id: jobId },
});

const refused = (item: number, jobId: string, delivery: HttpOutcome): ItemError => {
	const failure = requestError(item, delivery, `write job ${jobId}`);
	if (failure.status !== 400) return failure;
	return {
		...failure,
		message: `Propexo does not try job ${jobId} again ${itemTag(item)}`,
		description: `Only a write that the PMS refused can be tried again. ${failure.description}`,
	};
};

const failuresOf = ({ jobId, planned, outcome }: Retry): ItemError[] => {
	if (outcome.kind === 'unknown')
		return planned.items.map((item) => unknown(item, jobId, outcome.why));
	if (outcome.kind === 'refused')
		return planned.items.map((item) => refused(item, jobId, outcome.delivery));
	return [];
};

const outputOf = ({ jobId, planned, outcome }: Retry): INodeExecutionData[] =>
	outcome.kind === 'accepted'
		? [
				{
					json: { success: true, job_id: outcome.jobId, retried_job_id: jobId },
					pairedItem: planned.items.map((item) => ({ item })),
				},
			]
		: [];

/** Items that name the same job share one retry: a second one would write a second time. */
const planOf = (asked: ReadonlyArray<Asked<string>>): Array<Pick<Retry, 'jobId' | 'planned'>> => {
	const items = new Map<string, number[]>();
	asked.forEach((one, item) => {
		if ('wish' in one) items.set(one.wish, [...(items.get(one.wish) ?? []), item]);
	});
	return [...items].map(([jobId, named]) => ({ jobId, planned: requestFor(jobId, named) }));
};

/**
 * Lets Propexo try again the failed writes that the input items name. A retry writes, so it is
 * sent once at most, also over the tries of Retry On Fail.
 * @returns an output item for each job, with the id of the new one, linked to the items that name it
 * @throws NodeOperationError, NodeApiError as the node's error setting asks for; UserError when cancelled
 */
export async function retryJobs(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const memory = await openJournal(context);
	const signal = context.getExecutionCancelSignal();
	const goesOn = context.continueOnFail();
	const { asked, retries } = await withSummary(context, memory, async () => {
		const all = askEach(context, (read, item) => parseJobId(read('jobId'), item));
		const plan = planOf(all);
		const client = await openClient(context, { signal, concurrency: CONCURRENCY });
		const requests = plan.map(({ planned }) => planned);
		const sent = await submitAll(client, requests, {
			concurrency: CONCURRENCY,
			stopOnFailure: !goesOn,
			memory,
			signal,
		});
		return {
			asked: all,
			retries: plan.map((one, index): Retry => ({ ...one, outcome: sent[index]!.outcome })),
		};
	});
	if (signal?.aborted) throw cancellationError(context, retries);
	const failures = retries.flatMap(failuresOf);
	if (failures[0] && !goesOn)
		throw nodeError(context.getNode(), partialWriteError(failures[0], retries));
	const unclear = asked.flatMap((one) => ('failure' in one ? [one.failure] : []));
	return sortByInputItem([
		...retries.flatMap(outputOf),
		...[...failures, ...unclear].map(errorItem),
	]);
}
