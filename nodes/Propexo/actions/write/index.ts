import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { type Client, openClient } from '../../transport/client';
import { nodeError } from '../../transport/nodeError';
import { errorItem } from '../common/itemError';
import { sortByInputItem } from '../common/sortByInputItem';
import { awaitCompletion } from './completion';
import {
	type DuplicateItem,
	type IdempotencyKeyStore,
	type KeyedItem,
	openKeyStore,
	partitionDuplicates,
	readKeys,
} from './deduplication';
import { createHints } from './hints';
import { openJournal,type WriteJournal } from './journal';
import {
	duplicateItemError,
	failuresOf,
	invalidItemError,
	partialWriteError,
	type Submission,
	type SubmissionOutcome,
	toOutputItem,
	toPreviewItem,
	toSkippedItem,
	validationError,
} from './output';
import { parseOptions,type WriteOptions } from './parseOptions';
import { type PlannedWrite, planRequests } from './plan';
import { checkIntegrationPms } from './preflight';
import { submitAll } from './submit';
import {
	type InvalidItem,
	isValid,
	type ItemValidation,
	validateItem,
	type ValidItem,
} from './validate';
import { cancellationError,withSummary } from './withSummary';

/** Items to write, and items that cannot be written. */
interface Checked {
	readonly good: readonly ValidItem[];
	readonly bad: readonly InvalidItem[];
	/** Where written ones are skipped: the items to write with their keys. */
	readonly keyed: readonly KeyedItem[];
	/** Items whose key another item to write has. */
	readonly twins: readonly DuplicateItem[];
}

/** What became of the requests, and of the items that are in none. */
interface Sending {
	readonly reports: readonly Submission[];
	/** Items that were written in an earlier execution, or whose key another item of this one has that was written. */
	readonly skipped: readonly KeyedItem[];
	/** Items whose key another item has that was not written. */
	readonly left: readonly KeyedItem[];
}

/** All that is needed to send. */
interface Ready {
	readonly options: WriteOptions;
	readonly client: Client;
	readonly checked: Checked;
}

const isBad = (one: ItemValidation): one is InvalidItem => !isValid(one);

/** Where the node stops on errors, items that cannot be written stop it before anything is sent. */
function stopFor(
	context: IExecuteFunctions,
	bad: readonly InvalidItem[],
	memory: WriteJournal,
): void {
	if (bad.length && !context.continueOnFail())
		throw nodeError(context.getNode(), validationError(bad, !memory.all().length));
}

/** The checks that need Propexo or the other items, for items that are valid in themselves. */
async function check(
	context: IExecuteFunctions,
	client: Client,
	drafts: readonly ValidItem[],
	{ skipAlreadyWritten }: WriteOptions,
	memory: WriteJournal,
): Promise<Checked> {
	const { keyed, without } = skipAlreadyWritten
		? readKeys(context, drafts)
		: { keyed: [], without: [] };
	// What an earlier try has sent is past checking; the account of that try tells what became of it.
	const isSent = ({ item, write }: ValidItem): boolean =>
		memory.sentTo(write).some(({ items }) => items.includes(item));
	const bad = [
		...(await checkIntegrationPms(
			client,
			drafts.filter((one) => !isSent(one)),
		)),
		...without,
	];
	stopFor(context, bad, memory);
	const badItems = new Set(bad.map(({ item }) => item));
	const isFine = ({ item }: ValidItem): boolean => !badItems.has(item);
	if (!skipAlreadyWritten) return { good: drafts.filter(isFine), bad, keyed, twins: [] };
	const { firsts, twins } = partitionDuplicates(keyed.filter(({ draft: one }) => isFine(one)));
	return { good: firsts.map(({ draft: one }) => one), bad, keyed: firsts, twins };
}

const isUnwritten = ({ outcome }: Submission): boolean =>
	['refused', 'notTried', 'held'].includes(outcome.kind);

/** Lets through, right before a request is sent, those of its items that were not written before. */
function admission(
	gate: IdempotencyKeyStore,
	keyed: readonly KeyedItem[],
	seen: KeyedItem[],
): (planned: PlannedWrite) => Promise<PlannedWrite | undefined> {
	return async ({ items }) => {
		const answer = await gate.admit(keyed.filter(({ draft: { item } }) => items.includes(item)));
		seen.push(...answer.seen);
		return planRequests(answer.fresh, items.length)[0];
	};
}

/** Reads and checks everything before the first write; or shows it, where nothing is to be written. */
async function prepare(
	context: IExecuteFunctions,
	memory: WriteJournal,
): Promise<Ready | { readonly shown: INodeExecutionData[] }> {
	const options = parseOptions(context);
	const drafts = await Promise.all(
		context.getInputData().map(async (_, item) => await validateItem(context, item)),
	);
	const [good, bad] = [drafts.filter(isValid), drafts.filter(isBad)];
	if (options.validateOnly)
		return {
			shown: sortByInputItem([...planRequests(good, options.batchSize), ...bad].map(toPreviewItem)),
		};
	stopFor(context, bad, memory);
	const client = await openClient(context, {
		signal: context.getExecutionCancelSignal(),
		concurrency: options.concurrency,
	});
	const checked = await check(context, client, good, options, memory);
	return { options, client, checked: { ...checked, bad: [...bad, ...checked.bad] } };
}

async function send(
	context: IExecuteFunctions,
	{ options, client, checked: { good, keyed, twins } }: Ready,
	memory: WriteJournal,
): Promise<Sending> {
	const gate = options.skipAlreadyWritten ? await openKeyStore(context) : undefined;
	const before = (write: PlannedWrite['write']) => memory.sentTo(write).map(({ items }) => items);
	const seen: KeyedItem[] = [];
	const reports = await submitAll(client, planRequests(good, options.batchSize, before), {
		concurrency: options.concurrency,
		stopOnFailure: !context.continueOnFail(),
		memory,
		signal: context.getExecutionCancelSignal(),
		admit: gate && admission(gate, keyed, seen),
	});
	const unwritten = new Set(reports.filter(isUnwritten).flatMap(({ planned }) => planned.items));
	await gate?.close([...unwritten]);
	return {
		reports,
		skipped: [...seen, ...twins.filter(({ first }) => !unwritten.has(first))],
		left: twins.filter(({ first }) => unwritten.has(first)),
	};
}

const itemsOf = (keyed: readonly KeyedItem[]): number[] => keyed.map(({ draft: { item } }) => item);

const notTried = ({ draft: { item } }: KeyedItem): SubmissionOutcome => ({
	planned: { items: [item] },
	outcome: { kind: 'notTried' },
});

const stopIfCancelled = (context: IExecuteFunctions, { reports, skipped }: Sending): void => {
	if (context.getExecutionCancelSignal()?.aborted)
		throw cancellationError(context, reports, itemsOf(skipped));
};

/** A hint is no reason to keep back what was written. */
const giveHints = (
	context: IExecuteFunctions,
	written: readonly Submission[],
	waited: boolean,
): void => {
	try {
		context.addExecutionHints(...createHints(written, waited));
	} catch (error) {
		context.logger.warn(`The hints could not be given: ${(error as Error).message}`);
	}
};

/** The output of the writes, or the stop for the first one that failed. */
function output(
	context: IExecuteFunctions,
	{ options, checked }: Ready,
	{ reports, skipped, left }: Sending,
): INodeExecutionData[] {
	const passesOn = ({ status }: Submission): boolean =>
		status?.write_status === 'FAILURE' && options.onWriteFailure === 'status';
	const failures = reports.filter((report) => !passesOn(report)).flatMap(failuresOf);
	if (failures[0] && !context.continueOnFail()) {
		throw nodeError(
			context.getNode(),
			partialWriteError(failures[0], [...reports, ...left.map(notTried)], itemsOf(skipped)),
		);
	}
	const failed = new Set(failures.map(({ item }) => item));
	const written = reports.filter(({ planned }) => !failed.has(planned.items[0]!));
	giveHints(context, written, options.waitForCompletion);
	return sortByInputItem([
		...skipped.map(toSkippedItem),
		...left.map(duplicateItemError).map(errorItem),
		...written.flatMap(toOutputItem),
		...failures.map(errorItem),
		...checked.bad.map(invalidItemError).map(errorItem),
	]);
}

/**
 * Writes what the input items ask for. Every item is read and checked before the first write;
 * where the node stops on errors, one item that is not valid means no write at all.
 * @returns an output item for each write, linked to its input items
 * @throws NodeOperationError, NodeApiError as the node's error setting asks for; UserError when cancelled
 */
export async function writeItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const memory = await openJournal(context);
	const ready = await withSummary(context, memory, async () => await prepare(context, memory));
	if ('shown' in ready) return ready.shown;
	const sending = await withSummary(
		context,
		memory,
		async () => await send(context, ready, memory),
	);
	stopIfCancelled(context, sending);
	const { waitForCompletion, waitTimeout } = ready.options;
	if (!waitForCompletion) return output(context, ready, sending);
	const reports = await awaitCompletion(
		ready.client,
		sending.reports,
		waitTimeout,
		context.getExecutionCancelSignal(),
	);
	stopIfCancelled(context, sending);
	return output(context, ready, { ...sending, reports });
}
