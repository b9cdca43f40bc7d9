import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { nodeError } from '../../transport/nodeError';
import type { WriteStatus } from '../../transport/writeStatus';
import { errorItem } from '../common/itemError';
import { sortByInputItem } from '../common/items';
import type { DuplicateItem, KeyedItem } from './deduplication';
import { duplicateItemError, invalidItemError, submissionErrors } from './errors';
import { addHints } from './hints';
import type { WriteOptions } from './parseOptions';
import { type PlannedRequest, planRequests } from './plan';
import type { Submission } from './submit';
import type { InvalidItem, ValidatedItems } from './validate';

const INITIAL_STATUS: WriteStatus = {
	write_status: 'PENDING',
	errors: [],
	created_record_id: null,
};

const pairWith = (items: readonly number[]): Array<{ item: number }> =>
	items.map((item) => ({ item }));

const toOutputItem = ({ request, outcome, status }: Submission): INodeExecutionData[] => {
	if (outcome.kind !== 'accepted') return [];
	const { endpoint, body, items } = request;
	const json = {
		job_id: outcome.jobId,
		...(status?.ok ? status.value : INITIAL_STATUS),
		resource: endpoint.resource,
		operation: endpoint.operation,
		pms: endpoint.pms,
		integration_id: body.integration_id ?? null,
		result: outcome.result,
	};
	return [{ json: json as IDataObject, pairedItem: pairWith(items) }];
};

const toSkippedItem = ({
	valid: { item, endpoint, body },
	key,
}: KeyedItem): INodeExecutionData => ({
	json: {
		skipped: true,
		idempotency_key: key,
		resource: endpoint.resource,
		operation: endpoint.operation,
		pms: endpoint.pms,
		integration_id: body.integration_id ?? null,
	} as IDataObject,
	pairedItem: { item },
});

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
	/** Items that were written in an earlier execution, or by another item of this one. */
	readonly skipped: readonly KeyedItem[];
	/** Items whose key another item has that wasn't written. */
	readonly unresolvedDuplicates: readonly DuplicateItem[];
	readonly invalid: readonly InvalidItem[];
}

/**
 * The output items of a run, in the order of the input.
 * @throws NodeOperationError, NodeApiError for the first failed write, where the node stops on errors
 */
export function toOutputItems(
	context: IExecuteFunctions,
	{ submissions, skipped, unresolvedDuplicates, invalid }: WriteResults,
	{ onWriteFailure, waitForCompletion }: WriteOptions,
): INodeExecutionData[] {
	const returnsStatus = ({ status }: Submission): boolean =>
		onWriteFailure === 'status' && status?.ok === true && status.value.write_status === 'FAILURE';
	const errors = submissions
		.filter((submission) => !returnsStatus(submission))
		.flatMap(submissionErrors);
	const [firstError] = errors;
	if (firstError && !context.continueOnFail()) throw nodeError(context.getNode(), firstError);
	const failed = new Set(errors.map(({ item }) => item));
	const written = submissions.filter(({ request }) => !failed.has(request.items[0]!));
	addHints(context, written, waitForCompletion);
	return sortByInputItem([
		...skipped.map(toSkippedItem),
		...unresolvedDuplicates.map(duplicateItemError).map(errorItem),
		...written.flatMap(toOutputItem),
		...errors.map(errorItem),
		...invalid.map(invalidItemError).map(errorItem),
	]);
}
