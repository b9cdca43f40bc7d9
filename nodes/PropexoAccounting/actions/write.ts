import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { openClient, type Client } from '../../shared/client';
import { explain } from '../../shared/explain';
import { nodeError } from '../../shared/nodeError';
import { throwIfCancelled } from '../../shared/pause';
import { waitForWrite } from '../../shared/writeJob';
import { gateOf, keyedDrafts, type Gate, type Keyed } from './alreadyWritten';
import { draft, isGood, type BadDraft, type Draft, type GoodDraft } from './draft';
import { errorItem } from './failure';
import { hintsOf } from './hints';
import { mismatches } from './integrationCheck';
import { memoryOf, type Memory } from './memory';
import { inOrder } from './order';
import { planOf, type PlannedWrite } from './plan';
import { acceptedInWords, failuresOf, invalid, invalidStop, sentStop, skippedItem, twinFailure, validatedItem, writtenItem, type Report } from './report';
import { sendAll } from './send';
import { writeOptions, type WriteOptions } from './writeOptions';

/** Items to write, items that cannot be written, and items that were written before. */
interface Checked {
	readonly good: readonly GoodDraft[];
	readonly bad: readonly BadDraft[];
	readonly seen: readonly Keyed[];
}

const isBad = (one: Draft): one is BadDraft => !isGood(one);

/** Where the node stops on errors, items that cannot be written stop it before anything is sent. */
function stopFor(context: IExecuteFunctions, bad: readonly BadDraft[], memory: Memory): void {
	if (bad.length && !context.continueOnFail()) throw nodeError(context.getNode(), invalidStop(bad, memory.all()));
}

/** The checks that need Propexo or n8n's store, for items that are valid in themselves. */
async function check(
	context: IExecuteFunctions,
	client: Client,
	drafts: readonly GoodDraft[],
	gate: Gate | undefined,
	memory: Memory,
): Promise<Checked> {
	const { keyed, without } = gate ? keyedDrafts(context, drafts) : { keyed: [], without: [] };
	const bad = [...(await mismatches(client, drafts)), ...without];
	stopFor(context, bad, memory);
	const badItems = new Set(bad.map(({ item }) => item));
	const isFine = ({ item }: GoodDraft): boolean => !badItems.has(item);
	if (!gate) return { good: drafts.filter(isFine), bad, seen: [] };
	const { fresh, seen } = await gate.admit(keyed.filter((one) => isFine(one.draft)));
	return { good: fresh, bad, seen };
}

async function send(
	context: IExecuteFunctions,
	client: Client,
	plan: readonly PlannedWrite[],
	options: WriteOptions,
	memory: Memory,
): Promise<Report[]> {
	const outcomes = await sendAll(client, plan, {
		concurrency: options.concurrency,
		stopOnFailure: !context.continueOnFail(),
		memory,
		signal: context.getExecutionCancelSignal(),
	});
	return plan.map((planned, index) => ({ planned, outcome: outcomes[index]! }));
}

const isUnwritten = ({ outcome }: Report): boolean => outcome.kind === 'refused' || outcome.kind === 'notTried';

async function follow(
	context: IExecuteFunctions,
	client: Client,
	reports: readonly Report[],
	{ waitForCompletion, waitTimeout }: WriteOptions,
): Promise<readonly Report[]> {
	if (!waitForCompletion) return reports;
	return await Promise.all(
		reports.map(async (report) => {
			if (report.outcome.kind !== 'accepted') return report;
			const signal = context.getExecutionCancelSignal();
			const result = await waitForWrite(client, report.outcome.jobId, waitTimeout, signal);
			return 'status' in result ? { ...report, status: result.status } : { ...report, unread: explain(result.delivery) };
		}),
	);
}

/** The output of the writes, or the stop for the first one that failed. */
function output(
	context: IExecuteFunctions,
	{ bad, seen }: Checked,
	reports: readonly Report[],
	options: WriteOptions,
): INodeExecutionData[] {
	const passesOn = ({ status }: Report): boolean =>
		status?.write_status === 'FAILURE' && options.onWriteFailure === 'status';
	const failures = reports.filter((report) => !passesOn(report)).flatMap(failuresOf);
	if (failures[0] && !context.continueOnFail()) {
		const skipped = seen.map(({ draft: { item } }) => item);
		throw nodeError(context.getNode(), sentStop(failures[0], reports, skipped));
	}
	const unwritten = new Set(reports.filter(isUnwritten).flatMap(({ planned }) => planned.items));
	const failed = new Set(failures.map(({ item }) => item));
	const written = reports.filter(({ planned }) => !failed.has(planned.items[0]!));
	context.addExecutionHints(...hintsOf(written, options.waitForCompletion));
	return inOrder([
		...seen.filter((one) => !unwritten.has(one.first ?? -1)).map(skippedItem),
		...seen.filter((one) => unwritten.has(one.first ?? -1)).map(twinFailure).map(errorItem),
		...written.flatMap(writtenItem),
		...failures.map(errorItem),
		...bad.map(invalid).map(errorItem),
	]);
}

/**
 * Writes what the input items ask for. Every item is read and checked before the first write;
 * where the node stops on errors, one item that is not valid means no write at all.
 * @param context where n8n runs the node
 * @returns an output item for each write, linked to its input items
 * @throws NodeOperationError, NodeApiError as the node's error setting asks for; UserError when cancelled
 */
export async function writeItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const options = writeOptions(context);
	const drafts = await Promise.all(context.getInputData().map(async (_, item) => await draft(context, item)));
	const [good, bad] = [drafts.filter(isGood), drafts.filter(isBad)];
	if (options.validateOnly) return inOrder([...planOf(good, options.batchSize), ...bad].map(validatedItem));
	const memory = memoryOf(context);
	stopFor(context, bad, memory);

	const signal = context.getExecutionCancelSignal();
	const client = await openClient(context, { signal, concurrency: options.concurrency });
	const gate = options.skipAlreadyWritten ? gateOf(context) : undefined;
	const checked = await check(context, client, good, gate, memory);
	const before = memory.all().map(({ items }) => items);
	const plan = planOf(checked.good, options.batchSize, before);
	const sent = await send(context, client, plan, options, memory);
	await gate?.release(sent.filter(isUnwritten).flatMap(({ planned }) => planned.items));
	if (signal?.aborted) context.logger.warn(`Cancelled. ${acceptedInWords(sent)}`);
	throwIfCancelled(signal);
	const reports = await follow(context, client, sent, options);
	return output(context, { ...checked, bad: [...bad, ...checked.bad] }, reports, options);
}
