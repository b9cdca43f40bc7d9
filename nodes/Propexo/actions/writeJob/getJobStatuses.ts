import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { CONCURRENCY, WRITE_OPTIONS } from '../../properties/writeOptions';
import { openClient } from '../../transport/client';
import type { Timing } from '../../transport/timing';
import {
	pollUntilTerminal,
	readableErrors,
	readWriteStatus,
	type WriteStatus,
} from '../../transport/writeStatus';
import { err, ok } from '../../utils/result';
import { forItem, invalidParametersError, type ItemError, requestError } from '../common/itemError';
import { executeItems, type ParseItem, parseItems } from '../common/items';
import { ERRORS } from '../messages';
import { parseJobId } from './parseJobId';

/** What an item asks about its job. */
interface StatusRequest {
	readonly jobId: string;
	/** Seconds to wait for the outcome; undefined to read the status once. */
	readonly waitTimeout: number | undefined;
	/** Whether a rejected write is an error. */
	readonly failsOnRejection: boolean;
}

const parseStatusRequest =
	(isWait: boolean): ParseItem<StatusRequest> =>
	(getParameter, item) => {
		const jobId = parseJobId(getParameter('jobId'), item);
		if (!jobId.ok) return jobId;
		if (!isWait) return ok({ jobId: jobId.value, waitTimeout: undefined, failsOnRejection: false });
		const options = (getParameter('options') || {}) as IDataObject;
		const { property, parse } = WRITE_OPTIONS.waitTimeout;
		const waitTimeout = parse(options.waitTimeout);
		if (!waitTimeout.ok) {
			const issue = { field: property.displayName, message: waitTimeout.error };
			return err(invalidParametersError(item, [issue]));
		}
		return ok({
			jobId: jobId.value,
			waitTimeout: waitTimeout.value,
			failsOnRejection: (options.onWriteFailure ?? 'error') === 'error',
		});
	};

const jobRejectedError = (item: number, jobId: string, status: WriteStatus): ItemError => ({
	...forItem(item, ERRORS.jobRejected(jobId, readableErrors(status.errors))),
	details: { job_id: jobId, ...status },
});

/**
 * Reads the status of the write jobs that the input items name, once or until it is terminal, into
 * an output item per input item.
 * @throws NodeOperationError, NodeApiError where the node stops on errors
 */
export async function getJobStatuses(
	context: IExecuteFunctions,
	timing: Timing,
): Promise<INodeExecutionData[]> {
	const isWait = context.getNodeParameter('operation', 0) === 'wait';
	const parsed = parseItems(context, parseStatusRequest(isWait));
	const signal = context.getExecutionCancelSignal();
	const client = await openClient(context, { signal, concurrency: CONCURRENCY, timing });
	// All items wait at the same time; the client limits the requests.
	return await executeItems(context, parsed, parsed.length, async (request, item) => {
		const { jobId, waitTimeout, failsOnRejection } = request;
		const status =
			waitTimeout === undefined
				? await readWriteStatus(client, jobId)
				: await pollUntilTerminal(client, jobId, waitTimeout, signal);
		if (!status.ok) return err(requestError(item, status.error, `write job ${jobId}`));
		if (failsOnRejection && status.value.write_status === 'FAILURE')
			return err(jobRejectedError(item, jobId, status.value));
		return ok([{ json: { job_id: jobId, ...status.value }, pairedItem: { item } }]);
	});
}
