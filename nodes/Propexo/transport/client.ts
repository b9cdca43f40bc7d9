import type { IDataObject } from 'n8n-workflow';

import type { ErrorText } from '../utils/errorText';
import type { PropexoContext } from './credential';
import { describeFailure } from './errorMessages';
import { createTransport, type PropexoRequest, type Transport } from './http';
import { type HttpOutcome, type HttpResponse, isTooManyRequests } from './httpOutcome';
import { RateLimiter, retryAfter } from './rateLimiter';
import { backoffDelay, isReadRetryable, isWriteRetryable, maxAttempts } from './retry';
import { sleepWithAbort, throwIfCanceled } from './sleepWithAbort';
import { stripFileContents } from './stripFileContents';
import { TIMING, type Timing } from './timing';

/** What is certain about a write that was attempted. */
export type WriteResult =
	| { readonly kind: 'accepted'; readonly jobId: string; readonly result: unknown }
	/** Propexo refused it or was never reached. Nothing was written. */
	| { readonly kind: 'rejected'; readonly cause: HttpOutcome }
	/** It may have been written, so it must not be sent again. `sentAt` is in ms since 1970. */
	| { readonly kind: 'unknown'; readonly reason: ErrorText; readonly sentAt: number };

export interface Client {
	readonly timing: Timing;
	/** Retries 429, 5xx and network errors. */
	read(path: string, query?: IDataObject): Promise<HttpOutcome>;
	/** Resends only what certainly had no effect. */
	write(method: 'POST' | 'PUT', path: string, body: unknown): Promise<WriteResult>;
	/** How long a request would have to wait for the rate limit now, in milliseconds. */
	rateLimitDelay(): number;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/**
 * The job ID in either envelope that Propexo documents: `meta.job_id` or `job_id`. A retry says
 * whether it was queued (`success`), and has no job where it was not.
 * https://docs.propexo.com/api-reference/resman/invoices/create-invoice-res-man
 * https://docs.propexo.com/api/reference/configuration-ap-is/admin/retry-a-write-operation/
 */
export function extractJobId(body: unknown): string | undefined {
	const { meta, job_id, success } = (body ?? {}) as {
		meta?: { job_id?: unknown } | null;
		job_id?: unknown;
		success?: unknown;
	};
	if (success === false) return undefined;
	return [meta?.job_id, job_id].find(isText);
}

const wasSent = ({ kind }: HttpOutcome): boolean => kind === 'response' || kind === 'noResponse';

const isSuccess = ({ status }: HttpResponse): boolean => status >= 200 && status < 300;

/** A 4xx is a refusal, except 408: the server gave up on a request that it may have begun. */
const isClientError = ({ status }: HttpResponse): boolean =>
	status >= 400 && status < 500 && status !== 408;

const toWriteResult = (outcome: HttpOutcome, sentAt: number): WriteResult => {
	const isNotWritten =
		outcome.kind === 'response' ? isClientError(outcome) : outcome.kind !== 'noResponse';
	if (isNotWritten) return { kind: 'rejected', cause: outcome };
	const response = outcome.kind === 'response' && isSuccess(outcome) ? outcome : undefined;
	const jobId = extractJobId(response?.body);
	if (!jobId) return { kind: 'unknown', reason: describeFailure(outcome), sentAt };
	const { result = null } = response?.body as IDataObject;
	return { kind: 'accepted', jobId, result: stripFileContents(result) };
};

export interface ClientOptions {
	/** n8n's cancel signal. */
	readonly signal?: AbortSignal | undefined;
	/** The longest wait for the rate limit, in milliseconds, before a 429 is returned. */
	readonly maxRateLimitWait?: number;
	/** The maximum number of requests in flight. */
	readonly concurrency?: number;
	/** When everything must have ended, on this machine's clock (ms since 1970). */
	readonly deadline?: number;
	readonly timing?: Timing;
}

/** A client whose requests share one view of the rate limit. */
export function createClient(
	transport: Transport,
	{
		signal,
		maxRateLimitWait = Number.POSITIVE_INFINITY,
		concurrency = Number.POSITIVE_INFINITY,
		deadline = Number.POSITIVE_INFINITY,
		timing = TIMING,
	}: ClientOptions,
): Client {
	const limiter = new RateLimiter({ signal, concurrency, window: timing.rateLimitWindow });
	/** Whether every attempt of a request has failed to connect, and none has connected since. */
	let isUnreachable = false;

	const attempt = async (request: PropexoRequest, onSend?: () => void): Promise<HttpOutcome> => {
		const acquired = await limiter.acquire(deadline);
		if (acquired !== 'acquired') return { kind: acquired };
		onSend?.();
		let outcome: HttpOutcome = { kind: 'noResponse', code: 'no response' };
		try {
			const timeout = Number.isFinite(deadline) ? { timeout: deadline - Date.now() } : {};
			outcome = await transport({ ...request, ...timeout });
		} finally {
			if (outcome.kind === 'response') limiter.release(outcome.headers, isTooManyRequests(outcome));
			else limiter.release();
		}
		return outcome;
	};

	const withRetry = async (
		request: PropexoRequest,
		isRetryable: (outcome: HttpOutcome) => boolean,
		onSend?: () => void,
	): Promise<HttpOutcome> => {
		for (let attemptNumber = 1; ; attemptNumber++) {
			const outcome = await attempt(request, onSend);
			const isLast = attemptNumber >= maxAttempts(outcome, isUnreachable);
			if (outcome.kind === 'notSent') isUnreachable ||= isLast;
			else if (wasSent(outcome)) isUnreachable = false;
			if (isLast || !isRetryable(outcome)) return outcome;
			throwIfCanceled(signal);
			if (isTooManyRequests(outcome)) {
				const wait = Math.max(limiter.retryDelay(), retryAfter(outcome.headers) ?? 0);
				if (wait > maxRateLimitWait) return outcome;
			} else {
				const backoff = backoffDelay(attemptNumber, timing.initialBackoff);
				if (Date.now() + backoff >= deadline) return outcome;
				await sleepWithAbort(backoff, signal);
			}
		}
	};

	return {
		timing,
		read: async (path, query) =>
			await withRetry({ method: 'GET', path, ...(query && { query }) }, isReadRetryable),
		write: async (method, path, body) => {
			let sentAt = Date.now();
			const outcome = await withRetry({ method, path, body }, isWriteRetryable, () => {
				sentAt = Date.now();
			});
			return toWriteResult(outcome, sentAt);
		},
		rateLimitDelay: () => limiter.retryDelay(),
	};
}

/**
 * A client with the node's credential.
 * @throws NodeOperationError when the credential is missing or its base URL is not usable
 */
export const openClient = async (
	context: PropexoContext,
	options: ClientOptions = {},
): Promise<Client> =>
	createClient(await createTransport(context, options.timing ?? TIMING), options);
