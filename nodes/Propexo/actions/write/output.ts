import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { nodeError } from '../../transport/nodeError';
import type { WriteStatus } from '../../transport/writeStatus';
import { errorItem } from '../common/itemError';
import { sortByInputItem } from '../common/items';
import { invalidItemError, submissionErrors } from './errors';
import type { WriteOptions } from './parseOptions';
import { type CatalogueRequest, type PlannedRequest, planRequests } from './plan';
import type { Submission, WriteOutcome } from './submit';
import type { InvalidItem, ValidatedItems } from './validate';

const INITIAL_STATUS: WriteStatus = {
	write_status: 'PENDING',
	errors: [],
	created_record_id: null,
};

const pairWith = (items: readonly number[]): Array<{ item: number }> =>
	items.map((item) => ({ item }));

const describeTarget = ({ endpoint, integrationId }: CatalogueRequest): IDataObject => ({
	resource: endpoint.resource,
	operation: endpoint.operation,
	pms: endpoint.pms,
	integration_id: integrationId,
});

const toAcceptedJson = (
	{ request, status }: Submission,
	{ jobId, result, foundStatus }: Extract<WriteOutcome, { kind: 'accepted' }>,
	released: ReadonlySet<string>,
): IDataObject => {
	const releasedKeys = (request.keys ?? []).flatMap(({ text }) => (released.has(text) ? text : []));
	return {
		job_id: jobId,
		...(status?.ok ? { ...status.value } : { ...INITIAL_STATUS }),
		...describeTarget(request),
		...(foundStatus && { found_in_log: true }),
		...(releasedKeys.length && { released_key: releasedKeys.join(', ') }),
		result: result as IDataObject,
	};
};

const toOutputItem = (
	submission: Submission,
	released: ReadonlySet<string>,
): INodeExecutionData[] => {
	const { request, outcome } = submission;
	const pairedItem = pairWith(request.items);
	if (outcome.kind === 'accepted')
		return [{ json: toAcceptedJson(submission, outcome, released), pairedItem }];
	if (outcome.kind !== 'skipped') return [];
	const { key, status } = outcome;
	const skipped = { skipped: true, write_status: status, idempotency_key: key };
	const json = { ...skipped, ...describeTarget(request) };
	return request.items.map((item) => ({ json, pairedItem: { item } }));
};

const toPreviewItem = ({ items, endpoint, path, body }: PlannedRequest): INodeExecutionData => ({
	json: { valid: true, method: endpoint.method, path, body } as IDataObject,
	pairedItem: pairWith(items),
});

const toInvalidPreviewItem = ({ item, issues }: InvalidItem): INodeExecutionData => ({
	json: { valid: false, issues: issues.map((issue) => ({ ...issue })) },
	pairedItem: { item },
});

/** What Validate Only returns: the requests, and what is wrong with invalid items. */
export const toPreviewItems = (
	{ valid, invalid }: ValidatedItems,
	{ batchSize }: WriteOptions,
): INodeExecutionData[] =>
	sortByInputItem([
		...planRequests(valid, batchSize).map(toPreviewItem),
		...invalid.map(toInvalidPreviewItem),
	]);

/** The results of a run. */
export interface WriteResults {
	readonly submissions: readonly Submission[];
	readonly invalid: readonly InvalidItem[];
	/** Whether n8n lost an attempt, which may have written the invalid items. */
	readonly isInterrupted: boolean;
	/** Idempotency keys that were known and are written again. */
	readonly released: ReadonlySet<string>;
}

/**
 * The output items of a run, in the order of the input.
 * @throws NodeOperationError, NodeApiError for the first failed write, where the node stops on errors
 */
export function toOutputItems(
	context: IExecuteFunctions,
	{ submissions, invalid, isInterrupted, released }: WriteResults,
	{ onWriteFailure }: WriteOptions,
): INodeExecutionData[] {
	const returnsStatus = ({ status }: Submission): boolean =>
		onWriteFailure === 'status' && status?.ok === true && status.value.write_status === 'FAILURE';
	const failures = submissions.map((submission) =>
		returnsStatus(submission) ? [] : submissionErrors(submission),
	);
	const errors = failures.flat();
	const [firstError] = [...errors].sort((a, b) => a.item - b.item);
	if (firstError && !context.continueOnFail()) throw nodeError(context.getNode(), firstError);
	const written = submissions.filter((_, index) => !failures[index]!.length);
	return sortByInputItem([
		...written.flatMap((submission) => toOutputItem(submission, released)),
		...errors.map(errorItem),
		...invalid.map((one) => errorItem(invalidItemError(one, isInterrupted))),
	]);
}
