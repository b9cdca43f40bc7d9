import { UserError } from 'n8n-workflow';

import type { Client, WriteResult } from '../../transport/client';
import type { WriteStatus } from '../../transport/writeStatus';
import type { ErrorText } from '../../utils/errorText';
import { mapConcurrent } from '../../utils/mapConcurrent';
import type { Result } from '../../utils/result';
import type { WriteJournal } from './journal';
import type { PlannedRequest, WriteRequest } from './plan';

/** What is certain about a write. */
export type WriteOutcome =
	| WriteResult
	/** Another write had failed and the node stops on errors, or the execution was canceled. */
	| { readonly kind: 'notSent' }
	/** Not sent, because n8n couldn't tell whether it was written before. */
	| { readonly kind: 'blocked'; readonly reason: string }
	/** Not sent, because all of it was written before. */
	| { readonly kind: 'skipped' };

/** A request, its outcome, and the status of its job where that was read. */
export interface Submission<Request = PlannedRequest> {
	readonly request: Request;
	readonly outcome: WriteOutcome;
	readonly status?: Result<WriteStatus, ErrorText>;
}

/**
 * The client throws n8n's UserError before it sends, when the execution was canceled. Anything
 * else may have had an effect, also while the execution is being canceled.
 */
const outcomeOfError = (error: Error, signal: AbortSignal | undefined): WriteOutcome =>
	signal?.aborted && error instanceof UserError
		? { kind: 'notSent' }
		: { kind: 'unknown', reason: { message: error.message, description: '' } };

export interface SubmitOptions<Request> {
	/** The maximum number of requests in flight. */
	readonly concurrency: number;
	/** Whether the first failure keeps later requests from being sent. */
	readonly stopOnFailure: boolean;
	readonly journal: WriteJournal;
	readonly signal: AbortSignal | undefined;
	/** Called right before a request is sent; returns what of it is still to be written, if any. */
	readonly claim?: ((request: Request) => Promise<Request | undefined>) | undefined;
}

async function submit<Request extends WriteRequest>(
	client: Client,
	request: Request,
	{ journal, signal, claim }: SubmitOptions<Request>,
): Promise<Submission<Request>> {
	let claimed: Request | undefined = request;
	try {
		if (claim) claimed = await claim(request);
	} catch (error) {
		return { request, outcome: { kind: 'blocked', reason: (error as Error).message } };
	}
	if (!claimed) return { request, outcome: { kind: 'skipped' } };
	const { endpoint, path, body } = claimed;
	const outcome = await client
		.write(endpoint.method, path, body)
		.catch((error: Error): WriteOutcome => outcomeOfError(error, signal));
	if (outcome.kind === 'accepted' || outcome.kind === 'unknown') journal.record(claimed, outcome);
	return { request: claimed, outcome };
}

const isSuccess = ({ kind }: WriteOutcome): boolean => kind === 'accepted' || kind === 'skipped';

/**
 * Sends each request at most once. What an earlier attempt sent is looked up before anything is
 * sent, so that none of it is missed when the first failure ends the sending.
 * @returns a submission for each request, in the same order
 */
export async function submitAll<Request extends WriteRequest>(
	client: Client,
	requests: readonly Request[],
	options: SubmitOptions<Request>,
): Promise<Array<Submission<Request>>> {
	const { concurrency, stopOnFailure, journal } = options;
	const replayed = requests.map((request) => journal.find(request));
	const pending = [...requests.keys()].filter((index) => !replayed[index]);
	let stopped = stopOnFailure && replayed.some((outcome) => outcome?.kind === 'unknown');
	const sent = await mapConcurrent(
		pending,
		concurrency,
		async (index) => {
			const submission = await submit(client, requests[index]!, options);
			const { outcome } = submission;
			if (outcome.kind === 'notSent' || (stopOnFailure && !isSuccess(outcome))) stopped = true;
			return submission;
		},
		() => stopped,
	);
	const submissions = new Map(pending.map((index, position) => [index, sent[position]]));
	return requests.map(
		(request, index) =>
			submissions.get(index) ?? { request, outcome: replayed[index] ?? { kind: 'notSent' } },
	);
}
