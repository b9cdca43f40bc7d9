import { type IDataObject, UserError } from 'n8n-workflow';

import type { Client, WriteResult } from '../../transport/client';
import type { WriteStatus } from '../../transport/writeStatus';
import type { ErrorSentences, ErrorText } from '../../utils/errorText';
import { mapConcurrent } from '../../utils/mapConcurrent';
import { ok, type Result } from '../../utils/result';
import { ERRORS } from '../messages';
import type { Attempt } from './attempt';
import { bodyDigest } from './bodyDigest';
import type { WriteJournal } from './journal';
import type { CatalogueRequest, Sendable, WriteRequest } from './plan';

/** What is certain about a write that was sent. */
export type SentOutcome =
	| Extract<WriteResult, { kind: 'rejected' }>
	| (Extract<WriteResult, { kind: 'accepted' }> & {
			/** Set where the response was lost and the job was found in the write log. */
			readonly foundStatus?: WriteStatus;
	  })
	| (Extract<WriteResult, { kind: 'unknown' }> & { readonly bodyDigest: string });

/** What is certain about a write. */
export type WriteOutcome =
	| SentOutcome
	/** Another write had failed and the node stops on errors, or the execution was canceled. */
	| { readonly kind: 'notSent' }
	/** Not sent, because it may have been written before, or because of another item. */
	| {
			readonly kind: 'blocked';
			readonly error: ErrorSentences & { readonly details?: IDataObject };
			/** Whether it may have been written. */
			readonly isUnknown: boolean;
	  }
	/** Not sent, because an earlier execution or another item has sent it. */
	| {
			readonly kind: 'skipped';
			readonly key: string;
			/** The status as far as it was seen. */
			readonly status: 'SUCCESS' | null;
			/** Whether the key was used for another body. */
			readonly isOtherBody: boolean;
			/** Whether it was another item of the run. */
			readonly isDuplicate: boolean;
	  };

/** A job of the write log that may be the one of a lost response. */
export interface LogCandidate {
	readonly job_id: string;
	readonly write_status: string;
	readonly created_at: string;
}

/** A request, its outcome, and the status of its job where that was read. */
export interface Submission<Request extends WriteRequest = CatalogueRequest> {
	readonly request: Request;
	readonly outcome: WriteOutcome;
	readonly status?: Result<WriteStatus, ErrorText>;
	/** Jobs of the write log, any of which may be its own. */
	readonly candidates?: readonly LogCandidate[];
}

/** A submission as it follows from its outcome. */
export const toSubmission = <Request extends WriteRequest>(
	request: Request,
	outcome: WriteOutcome,
): Submission<Request> => ({
	request,
	outcome,
	...(outcome.kind === 'accepted' && outcome.foundStatus && { status: ok(outcome.foundStatus) }),
});

/** What is left of a request to be sent, and the items that aren't. */
export interface ClaimedRequest<Request extends WriteRequest> {
	readonly request?: Request | undefined;
	readonly settled: ReadonlyArray<Submission<Request>>;
}

export interface SubmitOptions<Request extends WriteRequest> {
	/** The maximum number of requests in flight. */
	readonly concurrency: number;
	/** Whether the first failure keeps later requests from being sent. */
	readonly stopOnFailure: boolean;
	readonly journal: WriteJournal;
	readonly attempt: Attempt;
	readonly signal: AbortSignal | undefined;
	/** Called right before a request is sent, and never without it in a retry that may repeat writes. */
	readonly claim?: ((request: Request) => Promise<ClaimedRequest<Request>>) | undefined;
	/** Called as soon as the outcome of a request is known. */
	readonly settle?: ((submission: Submission<Request>) => void) | undefined;
}

/**
 * The client throws n8n's UserError before it sends, when the execution was canceled. Anything
 * else may have had an effect, also while the execution is being canceled.
 */
const outcomeOfError = (
	error: Error,
	signal: AbortSignal | undefined,
	sentAt: number,
): WriteResult | { readonly kind: 'notSent' } =>
	signal?.aborted && error instanceof UserError
		? { kind: 'notSent' }
		: { kind: 'unknown', reason: { message: error.message, description: '' }, sentAt };

async function send<Request extends Sendable>(
	client: Client,
	request: Request,
	{ journal, attempt, signal, settle }: SubmitOptions<Request>,
): Promise<Submission<Request>> {
	const { endpoint, path, body } = request;
	const startedAt = Date.now();
	const result = await client
		.write(endpoint.method, path, body)
		.catch((error: Error) => outcomeOfError(error, signal, startedAt));
	const outcome: WriteOutcome =
		result.kind === 'unknown' ? { ...result, bodyDigest: bodyDigest(body) } : result;
	if (outcome.kind === 'accepted' || outcome.kind === 'unknown') {
		attempt.noteWrite();
		journal.record(request, outcome);
	}
	const submission = { request, outcome };
	settle?.(submission);
	return submission;
}

async function submit<Request extends Sendable>(
	client: Client,
	request: Request,
	options: SubmitOptions<Request>,
): Promise<Array<Submission<Request>>> {
	const known = options.journal.find(request);
	if (known) return [toSubmission(request, known)];
	let claimed: ClaimedRequest<Request> = { request, settled: [] };
	try {
		if (options.claim) claimed = await options.claim(request);
	} catch (error) {
		const text = ERRORS.keyStoreUnavailable((error as Error).message);
		return [{ request, outcome: { kind: 'blocked', error: text, isUnknown: false } }];
	}
	if (!claimed.request) return [...claimed.settled];
	return [await send(client, claimed.request, options), ...claimed.settled];
}

/** Whether a write has failed, as far as its request is concerned. */
export const isFailed = ({ outcome: { kind } }: Pick<Submission, 'outcome'>): boolean =>
	kind === 'rejected' || kind === 'unknown' || kind === 'blocked';

const notSent = <Request extends WriteRequest>(request: Request): Submission<Request> => ({
	request,
	outcome: { kind: 'notSent' },
});

const withItems = <Request extends WriteRequest>(
	submission: Submission<Request>,
	items: readonly number[],
): Submission<Request> => ({ ...submission, request: { ...submission.request, items } });

/**
 * Sends each request at most once. What was sent before is looked up before anything is sent, so
 * that none of it is missed when the first failure ends the sending.
 * @returns submissions in the order of the requests
 * @throws what n8n's deduplication store throws, before anything is sent
 */
export async function submitAll<Request extends Sendable>(
	client: Client,
	requests: readonly Request[],
	options: SubmitOptions<Request>,
): Promise<Array<Submission<Request>>> {
	const { concurrency, stopOnFailure, journal, attempt, signal, claim } = options;
	const known = requests.map((request) => journal.find(request));
	let stopped =
		signal?.aborted === true ||
		(stopOnFailure && known.some((outcome) => outcome?.kind === 'unknown'));
	const pending = requests.filter((_, index) => !known[index]);
	if (pending.length > 0 && !stopped) await attempt.begin();
	const isBlocked = attempt.isInterrupted && !(claim && attempt.canContinue);
	const interrupted: WriteOutcome = {
		kind: 'blocked',
		error: { ...ERRORS.interrupted, details: { outcome: 'unknown' } },
		isUnknown: true,
	};
	const submissions = await mapConcurrent(
		requests,
		concurrency,
		async (request, index): Promise<Array<Submission<Request>>> => {
			const replayed = known[index];
			if (replayed) return [toSubmission(request, replayed)];
			if (isBlocked) return [{ request, outcome: interrupted }];
			if (stopped) return [notSent(request)];
			const result = await journal.once(
				request,
				async () => await submit(client, request, options),
			);
			stopped ||= result.some(
				(one) => one.outcome.kind === 'notSent' || (stopOnFailure && isFailed(one)),
			);
			// The submission may be that of another call with the same request.
			return result.length === 1 ? [withItems(result[0]!, request.items)] : result;
		},
	);
	return submissions.flatMap((each) => each!);
}
