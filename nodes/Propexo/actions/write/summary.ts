import { type IExecuteFunctions, UserError } from 'n8n-workflow';

import { toHtml } from '../../utils/errorText';
import { formatItems } from '../common/formatItems';
import { ERRORS, SUMMARY } from '../messages';
import type { WriteJournal } from './journal';
import type { WriteRequest } from './plan';
import type { Submission, WriteOutcome } from './submit';

/** A submission of whichever request. */
type AnySubmission = Pick<Submission<WriteRequest>, 'outcome'> & {
	readonly request: Pick<WriteRequest, 'items'>;
};

/** What a line of the summary is about. */
type SummaryKind = 'unknown' | 'notWritten' | 'notSent' | 'skipped';

const SUMMARY_KINDS: ReadonlyArray<readonly [SummaryKind, (outcome: WriteOutcome) => boolean]> = [
	[
		'unknown',
		(outcome) => outcome.kind === 'unknown' || (outcome.kind === 'blocked' && outcome.isUnknown),
	],
	['notWritten', ({ kind }) => kind === 'rejected'],
	[
		'notSent',
		(outcome) => outcome.kind === 'notSent' || (outcome.kind === 'blocked' && !outcome.isUnknown),
	],
	['skipped', ({ kind }) => kind === 'skipped'],
];

/**
 * The outcome of each item, a sentence per outcome.
 * @param except the item that the error itself is about
 */
function summarizeOutcomes(submissions: readonly AnySubmission[], except?: number): string[] {
	const jobs = submissions.flatMap(({ request, outcome }) =>
		outcome.kind === 'accepted' ? [SUMMARY.job(outcome.jobId, formatItems(request.items))] : [],
	);
	const lines = SUMMARY_KINDS.flatMap(([kind, isOfKind]) => {
		const items = submissions
			.filter(({ outcome }) => isOfKind(outcome))
			.flatMap(({ request }) => request.items)
			.filter((item) => item !== except);
		return items.length ? [SUMMARY[kind](formatItems(items))] : [];
	});
	return [...(jobs.length ? [SUMMARY.accepted(jobs)] : []), ...lines];
}

/** How far a run has come, so that an error can say so. */
export interface Progress {
	/** Unset until the first request; then every request of the run. */
	submissions?: readonly AnySubmission[];
}

/** The error of a canceled run. Its summary is logged too, because n8n discards a canceled node's outputs. */
function cancellationError(
	context: IExecuteFunctions,
	submissions: readonly AnySubmission[],
): UserError {
	const known = new Set(submissions.flatMap(({ request }) => request.items));
	const items = [...context.getInputData().keys()].filter((item) => !known.has(item));
	const unsent: AnySubmission = { request: { items }, outcome: { kind: 'notSent' } };
	const lines = summarizeOutcomes([...submissions, unsent]);
	context.logger.warn([`${ERRORS.canceled}.`, ...lines].join(' '));
	const description = toHtml({ description: '', bullets: lines });
	return new UserError(ERRORS.canceled, { description });
}

/**
 * Does work that may stop the node. The error then says what this execution has sent, in this
 * attempt or an earlier one, because n8n discards the outputs of a node that stops.
 * @throws what the work throws, with the summary in its description; UserError when canceled
 */
export async function withSummary<T>(
	context: IExecuteFunctions,
	journal: WriteJournal,
	run: (progress: Progress) => Promise<T>,
): Promise<T> {
	const progress: Progress = {};
	const isCanceled = (): boolean => context.getExecutionCancelSignal()?.aborted === true;
	const previous = (): AnySubmission[] =>
		journal.entries().map(({ items, outcome }) => ({ request: { items }, outcome }));
	try {
		const result = await run(progress);
		if (!isCanceled()) return result;
	} catch (thrown) {
		if (!isCanceled()) throw addSummary(thrown as Error, progress, previous());
	}
	throw cancellationError(context, progress.submissions ?? previous());
}

type DescribedError = Error & { description?: string | null; context?: { itemIndex?: number } };

function addSummary(
	error: DescribedError,
	{ submissions }: Progress,
	previous: readonly AnySubmission[],
): Error {
	const lines = submissions
		? summarizeOutcomes(submissions, error.context?.itemIndex)
		: summarizeOutcomes(previous);
	if (lines.length)
		error.description = `${error.description ?? ''}${toHtml({ description: '', bullets: lines })}`;
	return error;
}
