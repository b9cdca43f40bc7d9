import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { CONCURRENCY } from '../../properties/writeOptions';
import { openClient } from '../../transport/client';
import type { HttpOutcome } from '../../transport/httpOutcome';
import { nodeError } from '../../transport/nodeError';
import { encodeSegment } from '../../transport/pathSegment';
import type { Timing } from '../../transport/timing';
import type { ErrorText } from '../../utils/errorText';
import { groupBy } from '../../utils/groupBy';
import { errorItem, forItem, type ItemError, requestError } from '../common/itemError';
import { type ParsedItem, parseItems, sortByInputItem } from '../common/items';
import { ERRORS } from '../messages';
import { Attempt } from '../write/attempt';
import { openJournal } from '../write/journal';
import type { WriteRequest } from '../write/plan';
import { type Submission, submitAll } from '../write/submit';
import { withSummary } from '../write/summary';
import { parseJobId } from './parseJobId';

/** The retry of one job, for every item that names it. */
interface RetryRequest extends WriteRequest {
	readonly jobId: string;
	readonly body: IDataObject;
}

/** https://docs.propexo.com/api/reference/configuration-ap-is/admin/retry-a-write-operation/ */
const ENDPOINT = { method: 'POST', path: '/v1/admin/retry-write/{job_id}' } as const;

/** Items that name the same job share one retry: a second one would write a second time. */
const groupByJobId = (parsed: ReadonlyArray<ParsedItem<string>>): RetryRequest[] => {
	const named = parsed.flatMap((jobId, item) => (jobId.ok ? [{ jobId: jobId.value, item }] : []));
	return [...groupBy(named, ({ jobId }) => jobId)].map(([jobId, entries]) => ({
		jobId,
		items: entries.map(({ item }) => item),
		endpoint: ENDPOINT,
		path: ENDPOINT.path.replace('{job_id}', () => encodeSegment(jobId)),
		body: {},
		integrationId: null,
		record: `retry of job ${jobId}`,
	}));
};

const unknownError = (item: number, jobId: string, reason: ErrorText): ItemError => ({
	...forItem(item, ERRORS.retryUnknown(jobId, reason)),
	...(reason.status !== undefined && { status: reason.status }),
	details: { outcome: 'unknown', retried_job_id: jobId },
});

const retryRejectedError = (item: number, jobId: string, cause: HttpOutcome): ItemError => {
	const error = requestError(item, cause, `write job ${jobId}`);
	return error.status === 400
		? { ...error, ...forItem(item, ERRORS.retryRefused(jobId, error)) }
		: error;
};

const toErrors = ({ request, outcome }: Submission<RetryRequest>): ItemError[] => {
	const { items, jobId } = request;
	if (outcome.kind === 'unknown')
		return items.map((item) => unknownError(item, jobId, outcome.reason));
	if (outcome.kind === 'rejected')
		return items.map((item) => retryRejectedError(item, jobId, outcome.cause));
	if (outcome.kind === 'blocked') return items.map((item) => forItem(item, outcome.error));
	return [];
};

const toOutput = ({ request, outcome }: Submission<RetryRequest>): INodeExecutionData[] => {
	if (outcome.kind !== 'accepted') return [];
	const json = { success: true, job_id: outcome.jobId, retried_job_id: request.jobId };
	return [{ json, pairedItem: request.items.map((item) => ({ item })) }];
};

/**
 * Retries the failed writes that the input items name. A retry writes, so it is sent at most once,
 * also over the attempts of Retry On Fail. The output has an item per job, with the ID of the new
 * one, paired with the input items that name it.
 * @throws NodeOperationError, NodeApiError where the node stops on errors; UserError when canceled
 */
export async function retryJobs(
	context: IExecuteFunctions,
	timing: Timing,
): Promise<INodeExecutionData[]> {
	const journal = await openJournal(context, 'path');
	const attempt = new Attempt(context);
	const signal = context.getExecutionCancelSignal();
	const stopOnFailure = !context.continueOnFail();
	return await withSummary(context, journal, async (progress) => {
		journal.baseUrl();
		const parsed = parseItems(context, (getParameter, item) =>
			parseJobId(getParameter('jobId'), item),
		);
		const client = await openClient(context, { signal, concurrency: CONCURRENCY, timing });
		const submissions = await submitAll(client, groupByJobId(parsed), {
			concurrency: CONCURRENCY,
			stopOnFailure,
			journal,
			attempt,
			signal,
		});
		progress.submissions = submissions;
		const errors = submissions.flatMap(toErrors);
		if (errors[0] && stopOnFailure) throw nodeError(context.getNode(), errors[0]);
		const invalid = parsed.flatMap((jobId) => (jobId.ok ? [] : [jobId.error]));
		return sortByInputItem([
			...submissions.flatMap(toOutput),
			...[...errors, ...invalid].map(errorItem),
		]);
	}).finally(async () => await attempt.end());
}
