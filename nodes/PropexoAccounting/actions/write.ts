import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { openClient, type Client } from '../../shared/client';
import { nodeError } from '../../shared/nodeError';
import { waitForWrite } from '../../shared/writeJob';
import { BATCH_SIZE } from '../parameters/batch';
import { CONCURRENCY, WAIT_TIMEOUT } from '../parameters/options';
import { draft, isGood, type BadDraft, type GoodDraft } from './draft';
import { errorItem } from './failure';
import { hintsOf } from './hints';
import { mismatches } from './integrationCheck';
import { memoryOf } from './memory';
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

const firstItem = ({ pairedItem }: INodeExecutionData): number => {
	const first = Array.isArray(pairedItem) ? pairedItem[0] : pairedItem;
	return typeof first === 'object' ? first.item : (first ?? 0);
};

const inOrder = (items: INodeExecutionData[]): INodeExecutionData[] =>
	items.sort((a, b) => firstItem(a) - firstItem(b));

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

const concurrencyOf = ({ concurrency = CONCURRENCY }: WriteOptions): number => Math.max(1, concurrency);

async function sendPlan(
	context: IExecuteFunctions,
	client: Client,
	plan: readonly PlannedWrite[],
	options: WriteOptions,
): Promise<Report[]> {
	const outcomes = await sendAll(client, plan, {
		concurrency: concurrencyOf(options),
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
	const drafts = await Promise.all(context.getInputData().map(async (_, item) => await draft(context, item)));
	const invalidOnes = drafts.filter((one): one is BadDraft => !isGood(one));
	const validOnes = drafts.filter((one): one is GoodDraft => isGood(one));
	const options = context.getNodeParameter('options', 0, {}) as WriteOptions;
	const batchSize = Number(context.getNodeParameter('batchSize', 0, BATCH_SIZE)) || BATCH_SIZE;
	if (options.validateOnly) {
		return inOrder([...planOf(validOnes, batchSize).map(validated), ...invalidOnes.map(notValid)]);
	}

	const goesOn = context.continueOnFail();
	if (invalidOnes.length && !goesOn) throw nodeError(context.getNode(), invalidStop(invalidOnes));
	const client = await openClient(context, {
		signal: context.getExecutionCancelSignal(),
		concurrency: concurrencyOf(options),
	});
	const foreign = await mismatches(client, validOnes);
	if (foreign.length && !goesOn) throw nodeError(context.getNode(), invalidStop(foreign));
	const bad = [...invalidOnes, ...foreign];
	const good = validOnes.filter(({ item }) => !foreign.some((one) => one.item === item));
	const reports = await sendPlan(context, client, planOf(good, batchSize), options);

	const fails = ({ status }: Report): boolean =>
		status?.write_status !== 'FAILURE' || options.onWriteFailure !== 'status';
	const failures = reports.filter(fails).flatMap(failuresOf);
	if (failures[0] && !goesOn) throw nodeError(context.getNode(), sentStop(failures[0], reports));
	const failed = new Set(failures.map(({ item }) => item));
	const written = reports.filter(({ planned }) => !failed.has(planned.items[0]!));
	context.addExecutionHints(...hintsOf(written, options.waitForCompletion === true));
	return inOrder([...written.flatMap(writtenItem), ...failures.map(errorItem), ...bad.map(invalid).map(errorItem)]);
}
