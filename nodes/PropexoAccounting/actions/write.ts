import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { openClient, type Client } from '../../shared/client';
import { nodeError } from '../../shared/nodeError';
import { waitForWrite } from '../../shared/writeJob';
import { BATCH_SIZE } from '../parameters/batch';
import { CONCURRENCY, WAIT_TIMEOUT } from '../parameters/options';
import { draft, isGood, type BadDraft, type GoodDraft } from './draft';
import { errorItem } from './failure';
import { memoryOf } from './memory';
import { inOrder } from './order';
import { planOf, type PlannedWrite } from './plan';
import { failuresOf, invalid, invalidStop, sentStop, writtenItem, type Report } from './report';
import { sendAll } from './send';

/** The options of the node that hold for all of its items. */
interface WriteOptions {
	waitForCompletion?: boolean;
	/** Seconds. */
	waitTimeout?: number;
	onWriteFailure?: 'error' | 'status';
	validateOnly?: boolean;
	concurrency?: number;
}

const validated = ({ write, path, body, items }: PlannedWrite): INodeExecutionData => ({
	json: { valid: true, method: write.method, path, body } as IDataObject,
	pairedItem: items.map((item) => ({ item })),
});

const notValid = ({ item, issues }: BadDraft): INodeExecutionData => ({
	json: { valid: false, issues: issues.map((issue) => ({ ...issue })) },
	pairedItem: { item },
});

async function follow(
	context: IExecuteFunctions,
	client: Client,
	reports: readonly Report[],
	seconds: number,
): Promise<Report[]> {
	return await Promise.all(
		reports.map(async (report) => {
			if (report.outcome.kind !== 'accepted') return report;
			const signal = context.getExecutionCancelSignal();
			const result = await waitForWrite(client, report.outcome.jobId, seconds, signal);
			return 'status' in result ? { ...report, status: result.status } : report;
		}),
	);
}

async function sendPlan(
	context: IExecuteFunctions,
	plan: readonly PlannedWrite[],
	options: WriteOptions,
): Promise<Report[]> {
	const signal = context.getExecutionCancelSignal();
	const concurrency = Math.max(1, options.concurrency ?? CONCURRENCY);
	const client = await openClient(context, { signal, concurrency });
	const outcomes = await sendAll(client, plan, {
		concurrency,
		stopOnFailure: !context.continueOnFail(),
		memory: memoryOf(context),
	});
	const reports = plan.map((planned, index) => ({ planned, outcome: outcomes[index]! }));
	if (!options.waitForCompletion) return reports;
	return await follow(context, client, reports, options.waitTimeout ?? WAIT_TIMEOUT);
}

/**
 * Writes what the input items ask for. Every item is read and checked before the first
 * request; where the node stops on errors, one item that is not valid means no write at all.
 * @param context where n8n runs the node
 * @returns an output item for each write, linked to its input items
 * @throws NodeOperationError, NodeApiError as the node's error setting asks for
 */
export async function writeItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const drafts = context.getInputData().map((_, item) => draft(context, item));
	const bad = drafts.filter((one): one is BadDraft => !isGood(one));
	const good = drafts.filter((one): one is GoodDraft => isGood(one));
	const options = context.getNodeParameter('options', 0, {}) as WriteOptions;
	const plan = planOf(good, Number(context.getNodeParameter('batchSize', 0, BATCH_SIZE)) || BATCH_SIZE);
	if (options.validateOnly) return inOrder([...plan.map(validated), ...bad.map(notValid)]);

	const goesOn = context.continueOnFail();
	if (bad.length && !goesOn) throw nodeError(context.getNode(), invalidStop(bad));
	const reports = plan.length ? await sendPlan(context, plan, options) : [];

	const fails = ({ status }: Report): boolean =>
		status?.write_status !== 'FAILURE' || options.onWriteFailure !== 'status';
	const failures = reports.filter(fails).flatMap(failuresOf);
	if (failures[0] && !goesOn) throw nodeError(context.getNode(), sentStop(failures[0], reports));
	const failed = new Set(failures.map(({ item }) => item));
	const written = reports.filter(({ planned }) => !failed.has(planned.items[0]!));
	return inOrder([...written.flatMap(writtenItem), ...failures.map(errorItem), ...bad.map(invalid).map(errorItem)]);
}
