import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { openClient, type Client } from '../../shared/client';
import { explain } from '../../shared/explain';
import { nodeError } from '../../shared/nodeError';
import { throwIfCancelled } from '../../shared/pause';
import { waitForWrite } from '../../shared/writeJob';
import { apartFromTwins, keyedDrafts, openGate, type Gate, type Keyed, type Twin } from './alreadyWritten';
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

/** Items to write, and items that cannot be written. */
interface Checked {
	readonly good: readonly GoodDraft[];
	readonly bad: readonly BadDraft[];
	/** Where written ones are skipped: the items to write with their keys. */
	readonly keyed: readonly Keyed[];
	/** Items whose key another item to write has. */
	readonly twins: readonly Twin[];
}

/** What became of the requests, and the items that were written in an earlier execution. */
interface Sending {
	readonly reports: readonly Report[];
	readonly seen: readonly Keyed[];
}

const isBad = (one: Draft): one is BadDraft => !isGood(one);

/** Where the node stops on errors, items that cannot be written stop it before anything is sent. */
function stopFor(context: IExecuteFunctions, bad: readonly BadDraft[], memory: Memory): void {
	if (bad.length && !context.continueOnFail()) throw nodeError(context.getNode(), invalidStop(bad, memory.all()));
}

/** The checks that need Propexo or the other items, for items that are valid in themselves. */
async function check(
	context: IExecuteFunctions,
	client: Client,
	drafts: readonly GoodDraft[],
	{ skipAlreadyWritten }: WriteOptions,
	memory: Memory,
): Promise<Checked> {
	const { keyed, without } = skipAlreadyWritten ? keyedDrafts(context, drafts) : { keyed: [], without: [] };
	const bad = [...(await mismatches(client, drafts)), ...without];
	stopFor(context, bad, memory);
	const badItems = new Set(bad.map(({ item }) => item));
	const isFine = ({ item }: GoodDraft): boolean => !badItems.has(item);
	if (!skipAlreadyWritten) return { good: drafts.filter(isFine), bad, keyed, twins: [] };
	const { firsts, twins } = apartFromTwins(keyed.filter(({ draft: one }) => isFine(one)));
	return { good: firsts.map(({ draft: one }) => one), bad, keyed: firsts, twins };
}

const isUnwritten = ({ outcome }: Report): boolean => ['refused', 'notTried', 'held'].includes(outcome.kind);

/** Lets through, right before a request is sent, those of its items that were not written before. */
function admission(gate: Gate, keyed: readonly Keyed[], seen: Keyed[]): (planned: PlannedWrite) => Promise<PlannedWrite | undefined> {
	return async ({ items }) => {
		const answer = await gate.admit(keyed.filter(({ draft: { item } }) => items.includes(item)));
		seen.push(...answer.seen);
		return planOf(answer.fresh, items.length)[0];
	};
}

async function send(
	context: IExecuteFunctions,
	client: Client,
	{ good, keyed }: Checked,
	options: WriteOptions,
	memory: Memory,
): Promise<Sending> {
	const gate = options.skipAlreadyWritten ? await openGate(context) : undefined;
	const before = memory.all().map(({ items }) => items);
	const seen: Keyed[] = [];
	const reports = await sendAll(client, planOf(good, options.batchSize, before), {
		concurrency: options.concurrency,
		stopOnFailure: !context.continueOnFail(),
		memory,
		signal: context.getExecutionCancelSignal(),
		admit: gate && admission(gate, keyed, seen),
	});
	await gate?.close(reports.filter(isUnwritten).flatMap(({ planned }) => planned.items));
	return { reports, seen };
}

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

const itemsOf = (keyed: readonly Keyed[]): number[] => keyed.map(({ draft: { item } }) => item);

const notTried = ({ draft: { item } }: Keyed) => ({ planned: { items: [item] }, outcome: { kind: 'notTried' as const } });

/** The output of the writes, or the stop for the first one that failed. */
function output(
	context: IExecuteFunctions,
	{ bad, twins }: Checked,
	{ reports, seen }: Sending,
	options: WriteOptions,
): INodeExecutionData[] {
	const passesOn = ({ status }: Report): boolean =>
		status?.write_status === 'FAILURE' && options.onWriteFailure === 'status';
	const unwritten = new Set(reports.filter(isUnwritten).flatMap(({ planned }) => planned.items));
	const [skipped, left] = [
		[...seen, ...twins.filter(({ first }) => !unwritten.has(first))],
		twins.filter(({ first }) => unwritten.has(first)),
	];
	const failures = reports.filter((report) => !passesOn(report)).flatMap(failuresOf);
	if (failures[0] && !context.continueOnFail()) {
		throw nodeError(context.getNode(), sentStop(failures[0], [...reports, ...left.map(notTried)], itemsOf(skipped)));
	}
	const failed = new Set(failures.map(({ item }) => item));
	const written = reports.filter(({ planned }) => !failed.has(planned.items[0]!));
	context.addExecutionHints(...hintsOf(written, options.waitForCompletion));
	return inOrder([
		...skipped.map(skippedItem),
		...left.map(twinFailure).map(errorItem),
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
	const checked = await check(context, client, good, options, memory);
	const { reports, seen } = await send(context, client, checked, options, memory);
	if (signal?.aborted) context.logger.warn(`Cancelled. ${acceptedInWords(reports)}`);
	throwIfCancelled(signal);
	const followed = await follow(context, client, reports, options);
	return output(context, { ...checked, bad: [...bad, ...checked.bad] }, { reports: followed, seen }, options);
}
