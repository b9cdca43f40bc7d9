import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { PMS_LABELS } from '../../catalogue/pms';
import { parseApiIssues } from '../../transport/apiIssues';
import { describeFailure } from '../../transport/errorMessages';
import { nodeError } from '../../transport/nodeError';
import { readableErrors } from '../../transport/writeStatus';
import type { ErrorText } from '../../utils/errorText';
import { itemTag } from '../common/formatItems';
import { formatIssue, toFieldIssues } from '../common/issues';
import { forItem, type ItemError } from '../common/itemError';
import { ERRORS, ISSUES } from '../messages';
import type { Attempt } from './attempt';
import type { WriteJournal } from './journal';
import type { CatalogueRequest } from './plan';
import type { Submission, WriteOutcome } from './submit';
import type { InvalidItem } from './validate';

/** @param isInterrupted whether an attempt that n8n lost may have written the item */
export function invalidItemError(
	{ item, issues, record }: InvalidItem,
	isInterrupted: boolean,
): ItemError {
	const lines = issues.map(formatIssue);
	const details = { issues: issues.map((issue) => ({ ...issue })) };
	if (!isInterrupted) return { ...forItem(item, ERRORS.invalidItem(lines, record)), details };
	const text = { ...ERRORS.interrupted, bullets: lines };
	return { ...forItem(item, text), details: { ...details, outcome: 'unknown' } };
}

/**
 * Stops the node before anything is sent; the error names every invalid item.
 * @throws NodeOperationError where the node stops on errors
 */
export function throwIfInvalid(
	context: IExecuteFunctions,
	invalid: readonly InvalidItem[],
	journal: WriteJournal,
	{ isInterrupted }: Attempt,
): void {
	const [first] = invalid;
	if (!first || context.continueOnFail()) return;
	if (isInterrupted) throw nodeError(context.getNode(), invalidItemError(first, true));
	const isFirstAttempt = journal.entries().length === 0;
	const lines = invalid.flatMap(({ item, issues, record }) =>
		issues.map((issue) => `${itemTag(item)} ${ERRORS.invalidRecord(formatIssue(issue), record)}`),
	);
	const text =
		invalid.length === 1
			? { ...invalidItemError(first, false), description: ERRORS.nothingWritten(isFirstAttempt) }
			: { ...ERRORS.invalidItems(invalid.length, lines, isFirstAttempt), item: first.item };
	throw nodeError(context.getNode(), text);
}

type SubmissionError = ErrorText & Pick<ItemError, 'details'>;

const requestRejected = ({ request, outcome }: Submission): SubmissionError | undefined => {
	if (outcome.kind !== 'rejected') return undefined;
	const { endpoint } = request;
	const text = describeFailure(outcome.cause);
	const body = outcome.cause.kind === 'response' ? outcome.cause.body : undefined;
	const issues = toFieldIssues(parseApiIssues(body), endpoint.fields, PMS_LABELS[endpoint.pms]);
	const unknownField = ISSUES.unknownField(PMS_LABELS[endpoint.pms]);
	// Propexo's own messages are sentences of their own.
	const lines = issues.map((issue) =>
		issue.message === unknownField ? formatIssue(issue) : `${issue.field}: ${issue.message}`,
	);
	return {
		...ERRORS.requestRejected(text, lines, request.record),
		...(text.status !== undefined && { status: text.status }),
	};
};

const blocked = ({ outcome }: Submission): SubmissionError | undefined =>
	outcome.kind === 'blocked' ? outcome.error : undefined;

/** What it takes to look for a write by hand. */
const lostWriteDetails = (
	{ path, integrationId }: CatalogueRequest,
	{ sentAt, bodyDigest }: Extract<WriteOutcome, { kind: 'unknown' }>,
): IDataObject => ({
	outcome: 'unknown',
	sent_at: new Date(sentAt).toISOString(),
	path,
	integration_id: integrationId,
	body_digest: bodyDigest,
});

const outcomeUnknown = ({
	request,
	outcome,
	candidates,
}: Submission): SubmissionError | undefined => {
	if (outcome.kind !== 'unknown') return undefined;
	const { status } = outcome.reason;
	return {
		...ERRORS.outcomeUnknown(outcome.reason, request.record),
		...(status !== undefined && { status }),
		details: {
			...lostWriteDetails(request, outcome),
			...(candidates && { candidates: candidates.map((one) => ({ ...one })) }),
		},
	};
};

const pmsRejected = ({ request, outcome, status }: Submission): SubmissionError | undefined => {
	if (outcome.kind !== 'accepted' || !status?.ok || status.value.write_status !== 'FAILURE')
		return undefined;
	const { write_status, errors } = status.value;
	const pms = PMS_LABELS[request.endpoint.pms];
	return {
		...ERRORS.pmsRejected(pms, `the ${request.record}`, readableErrors(errors)),
		details: {
			job_id: outcome.jobId,
			write_status,
			errors,
			...(outcome.foundStatus && { found_in_log: true }),
		},
	};
};

/** What is certain about a write whose response can't be displayed. */
const fallbackError = (
	{ request, outcome, status }: Submission,
	{ message }: Error,
): SubmissionError => {
	const description = ERRORS.notDisplayable(message);
	switch (outcome.kind) {
		case 'accepted': {
			const details = {
				job_id: outcome.jobId,
				write_status: status?.ok ? status.value.write_status : null,
			};
			const text = ERRORS.pmsRejected(PMS_LABELS[request.endpoint.pms], 'the write', []);
			return { ...text, description, details };
		}
		case 'unknown':
			return {
				...ERRORS.outcomeUnknown({ message: ERRORS.noReason }, request.record),
				description,
				details: lostWriteDetails(request, outcome),
			};
		case 'rejected':
			return { message: ERRORS.notWritten, description };
		default:
			return { message: ERRORS.notSent, description };
	}
};

const describeSubmission = (submission: Submission): SubmissionError | undefined => {
	try {
		return (
			requestRejected(submission) ??
			blocked(submission) ??
			outcomeUnknown(submission) ??
			pmsRejected(submission)
		);
	} catch (error) {
		return fallbackError(submission, error as Error);
	}
};

/**
 * Why a write failed, once for every input item it carried; empty for one that didn't fail. Never
 * throws: one response that can't be displayed must not keep back the other outcomes.
 */
export function submissionErrors(submission: Submission): ItemError[] {
	const error = describeSubmission(submission);
	return error ? submission.request.items.map((item) => forItem(item, error)) : [];
}
