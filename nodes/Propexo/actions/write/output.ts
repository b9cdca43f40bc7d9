import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { PMS_LABELS } from '../../catalogue/pms';
import { parseApiIssues } from '../../transport/apiIssues';
import { describeFailure, type ErrorText } from '../../transport/errorMessages';
import type { NodeErrorOptions } from '../../transport/nodeError';
import { refusalInWords, type WriteStatus } from '../../transport/writeStatus';
import { toFieldIssues } from '../common/issues';
import type { ItemError } from '../common/itemError';
import { itemTag } from '../common/itemTag';
import type { KeyedItem } from './deduplication';
import type { PlannedWrite, WriteRequest } from './plan';
import type { Outcome } from './submit';
import { formatIssues,type InvalidItem } from './validate';

/** A planned write, what became of it, and its state where it was asked for. */
export interface Submission {
	readonly planned: PlannedWrite;
	readonly outcome: Outcome;
	readonly status?: WriteStatus;
	/** Why its state could not be read, where it was asked for. */
	readonly unread?: ErrorText;
}

const INITIAL_STATUS: WriteStatus = {
	write_status: 'PENDING',
	errors: [],
	created_record_id: null,
};

const bullets = (lines: readonly string[]): string => lines.map((line) => `• ${line}`).join('\n');

/** The failure of an item that is not valid. */
export const invalidItemError = (bad: InvalidItem): ItemError => {
	const [first = '', ...more] = formatIssues(bad);
	const count = more.length ? ` (and ${more.length} more)` : '';
	return {
		item: bad.item,
		message: `${first}${count} ${itemTag(bad.item)}`,
		description: more.length
			? `Nothing of this item was written:\n${bullets([first, ...more])}`
			: 'Nothing of this item was written.',
		details: { issues: bad.issues.map((issue) => ({ ...issue })) },
	};
};

/** The stop for items that are not valid: it names every one of them. */
export function validationError(bad: readonly InvalidItem[], isFirst: boolean): NodeErrorOptions {
	const [only] = bad;
	const nothing = isFirst ? 'Nothing' : 'Nothing more';
	if (bad.length === 1 && only) {
		const { item, message, description } = invalidItemError(only);
		return { item, message, description: description.replace('Nothing of this item', nothing) };
	}
	const lines = bad.flatMap((one) =>
		formatIssues(one).map((line) => `${itemTag(one.item)} ${line}`),
	);
	return {
		message: `${bad.length} items are not valid, so ${nothing.toLowerCase()} was written`,
		description: bullets(lines),
		...(only && { item: only.item }),
	};
}

const requestRejected = ({ planned, outcome }: Submission): Omit<ItemError, 'item'> | undefined => {
	if (outcome.kind !== 'refused') return undefined;
	const { message, description, status } = describeFailure(outcome.delivery);
	const body = outcome.delivery.kind === 'answer' ? outcome.delivery.body : undefined;
	const said = toFieldIssues(parseApiIssues(body), planned.write.fields).map(
		({ field, message: what }) => `${field}: ${what}`,
	);
	const why = said.length ? `${message}: ${said[0]}` : message;
	const all = said.length > 1 ? `\n${bullets(said)}` : '';
	return {
		message: why,
		description: `Nothing was written. ${description}${all}`,
		...(status !== undefined && { status }),
	};
};

const outcomeUnknown = ({ outcome }: Submission): Omit<ItemError, 'item'> | undefined => {
	if (outcome.kind !== 'unknown') return undefined;
	const { message, status } = outcome.why;
	return {
		message: `Nobody knows whether this was written: ${message[0]!.toLowerCase()}${message.slice(1)}`,
		description:
			'It is not sent again, because that could write it twice. ' +
			"Look for it in Propexo's write log or in the PMS; send it again only when it is not there.",
		...(status !== undefined && { status }),
		details: { outcome: 'unknown' },
	};
};

const keyStoreUnavailable = ({ outcome }: Submission): Omit<ItemError, 'item'> | undefined =>
	outcome.kind === 'held'
		? {
				message: 'n8n could not say whether this was written before, so it was not sent',
				description: `n8n's store of Idempotency Keys answered: ${outcome.why}. Run the workflow again; an item that is then passed on as written has to be looked up in the PMS.`,
			}
		: undefined;

const pmsRejected = ({
	planned,
	outcome,
	status,
}: Submission): Omit<ItemError, 'item'> | undefined => {
	if (outcome.kind !== 'accepted' || status?.write_status !== 'FAILURE') return undefined;
	return {
		message: `${PMS_LABELS[planned.write.pms]} did not take the write`,
		description: `Job ${outcome.jobId} failed. ${refusalInWords(status)}`,
		details: { job_id: outcome.jobId, write_status: status.write_status, errors: status.errors },
	};
};

/** What is certain about a write whose answer cannot be put in words. */
const fallbackError = (
	{ outcome, status }: Submission,
	{ message }: Error,
): Omit<ItemError, 'item'> => ({
	message: {
		accepted: 'The PMS did not take the write',
		unknown: 'Nobody knows whether this was written',
		refused: 'This was not written',
		notTried: 'This was not sent',
		held: 'This was not sent',
		skipped: 'This was not sent',
	}[outcome.kind],
	description: `What Propexo answered cannot be put in words: ${message}`,
	...(outcome.kind === 'accepted' && {
		details: { job_id: outcome.jobId, write_status: status?.write_status ?? null },
	}),
});

const failureOf = (report: Submission): Omit<ItemError, 'item'> | undefined => {
	try {
		return (
			requestRejected(report) ??
			keyStoreUnavailable(report) ??
			outcomeUnknown(report) ??
			pmsRejected(report)
		);
	} catch (error) {
		return fallbackError(report, error as Error);
	}
};

/**
 * Why a write failed, once for every input item it carried. It never throws: one answer that
 * cannot be put in words must not keep back what became of the other writes.
 * @returns nothing for a write that did not fail
 */
export function failuresOf(report: Submission): ItemError[] {
	const failure = failureOf(report);
	if (!failure) return [];
	return report.planned.items.map((item) => ({
		...failure,
		item,
		message: `${failure.message} ${itemTag(item)}`,
	}));
}

/** What became of the items of a request, whether it is one of the catalogue or not. */
export type SubmissionOutcome = Pick<Submission, 'outcome'> & {
	readonly planned: Pick<WriteRequest, 'items'>;
};

const acceptedJobs = (reports: readonly SubmissionOutcome[]): string[] =>
	reports.flatMap(({ planned, outcome }) =>
		outcome.kind === 'accepted'
			? [`job ${outcome.jobId} ${planned.items.map(itemTag).join(' ')}`]
			: [],
	);

const summaryLine = (start: string, items: readonly number[]): string[] =>
	items.length ? [`${start}: ${items.map(itemTag).join(' ')}.`] : [];

/** What became of every item, a sentence for each fate that there is. */
export function summarizeOutcomes(
	reports: readonly SubmissionOutcome[],
	named: number | undefined,
	skipped: readonly number[] = [],
): string[] {
	const jobs = acceptedJobs(reports);
	const itemsOf = (...kinds: ReadonlyArray<Outcome['kind']>): number[] =>
		reports
			.filter(({ outcome }) => kinds.includes(outcome.kind))
			.flatMap(({ planned }) => planned.items)
			.filter((item) => item !== named);
	return [
		...(jobs.length ? [`Propexo has accepted: ${jobs.join(', ')}.`] : []),
		...summaryLine('Nobody knows whether these were written', itemsOf('unknown')),
		...summaryLine('Not written', itemsOf('refused', 'held')),
		...summaryLine('Not sent', itemsOf('notTried')),
		...summaryLine('Written before, so skipped', skipped),
	];
}

/**
 * The stop after some writes were sent. It says of every item what became of it, because n8n
 * discards the outputs of a node that stops.
 */
export function partialWriteError(
	failure: ItemError,
	reports: readonly SubmissionOutcome[],
	skipped: readonly number[] = [],
): NodeErrorOptions {
	const { message, item, status } = failure;
	const description = [failure.description, ...summarizeOutcomes(reports, item, skipped)].join(
		'\n',
	);
	return { message, description, item, ...(status !== undefined && { status }) };
}

/** The output item of a write that Propexo accepted, linked to every input item it carried. */
export function toOutputItem({
	planned,
	outcome,
	status = INITIAL_STATUS,
}: Submission): INodeExecutionData[] {
	if (outcome.kind !== 'accepted') return [];
	const { write, body, items } = planned;
	return [
		{
			json: {
				job_id: outcome.jobId,
				...status,
				resource: write.resource,
				operation: write.operation,
				pms: write.pms,
				integration_id: body.integration_id ?? null,
				result: outcome.result,
			} as IDataObject,
			pairedItem: items.map((item) => ({ item })),
		},
	];
}

/** What Validate Only shows: the request, or what is wrong with the item. */
export const toPreviewItem = (one: PlannedWrite | InvalidItem): INodeExecutionData =>
	'issues' in one
		? {
				json: { valid: false, issues: one.issues.map((issue) => ({ ...issue })) },
				pairedItem: { item: one.item },
			}
		: {
				json: {
					valid: true,
					method: one.write.method,
					path: one.path,
					body: one.body,
				} as IDataObject,
				pairedItem: one.items.map((item) => ({ item })),
			};

/** The output item of an item that was written in an earlier execution. */
export const toSkippedItem = ({
	draft: { item, write, body },
	key,
}: KeyedItem): INodeExecutionData => ({
	json: {
		skipped: true,
		idempotency_key: key,
		resource: write.resource,
		operation: write.operation,
		pms: write.pms,
		integration_id: body.integration_id ?? null,
	} as IDataObject,
	pairedItem: { item },
});

/**
 * The failure of an item whose key another item of the same run had, when that one was not written.
 */
export const duplicateItemError = ({ draft: { item } }: KeyedItem): ItemError => ({
	item,
	message: `The item with the same Idempotency Key was not written, so this one was not either ${itemTag(item)}`,
	description: 'Mend that item and run the workflow again.',
});
