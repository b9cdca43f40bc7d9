import type { IDataObject } from 'n8n-workflow';

import type { PropexoContext } from './credential';
import {
	createTransport,
	type HttpOutcome,
	type HttpResponse,
	type PropexoRequest,
	type Transport,
} from './http';
import { RateLimiter, retryAfter } from './rateLimiter';
import { sleepWithAbort, throwIfCancelled } from './sleepWithAbort';
import { stripFileContents } from './stripFileContents';
import { TIMING } from './timing';

/** What a read may end with: an answer, or none that could be had. */
export type ReadResult = HttpOutcome;

/** What became of a write, by what is certain about it. */
export type WriteResult =
	| { readonly kind: 'accepted'; readonly jobId: string; readonly result: unknown }
	/** Propexo said no, or was never reached: nothing was written. */
	| { readonly kind: 'refused'; readonly delivery: HttpOutcome }
	/** Nobody knows whether it was written, so it must not be sent again. */
	| { readonly kind: 'unknown'; readonly delivery: HttpOutcome };

/** Propexo, as the nodes talk to it. */
export interface Client {
	/** Asks, and asks again after a 429, a 5xx or a network fault. */
	read(path: string, query?: IDataObject): Promise<ReadResult>;
	/** Writes, and sends again only what surely had no effect. */
	write(method: 'POST' | 'PUT', path: string, body: unknown): Promise<WriteResult>;
	/** How long a request would have to wait for the rate limit now, in milliseconds. */
	delay(): number;
}

/** Tries of one request, the first included. */
const MAX_ATTEMPTS = 5;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/**
 * The job id in either envelope that Propexo documents: `meta.job_id` or `job_id`. A retry
 * also says whether it was taken (`success`), and gives no job where it was not.
 * https://docs.propexo.com/api-reference/resman/invoices/create-invoice-res-man
 * https://docs.propexo.com/api/reference/configuration-ap-is/admin/retry-a-write-operation/
 */
export function jobIdOf(body: unknown): string | undefined {
	const {
		meta,
		job_id: jobId,
		success,
	} = (body ?? {}) as {
		meta?: { job_id?: unknown } | null;
		job_id?: unknown;
		success?: unknown;
	};
	if (success === false) return undefined;
	if (isText(meta?.job_id)) return meta.job_id;
	return isText(jobId) ? jobId : undefined;
}

const isSuccess = ({ status }: HttpResponse): boolean => status >= 200 && status < 300;

/** A 4xx is a refusal; but 408 says that the server gave up on a request it may have begun. */
const isClientError = ({ status }: HttpResponse): boolean =>
	status >= 400 && status < 500 && status !== 408;

const isRateLimited = (delivery: HttpOutcome): delivery is HttpResponse =>
	delivery.kind === 'answer' && delivery.status === 429;

/** A read does no harm when repeated; a write may be repeated only where it had no effect. */
const isReadRetryable = (delivery: HttpOutcome): boolean => {
	if (delivery.kind === 'answer') return delivery.status === 429 || delivery.status >= 500;
	return delivery.kind === 'lost' || (delivery.kind === 'notSent' && delivery.again);
};

const isWriteRetryable = (delivery: HttpOutcome): boolean =>
	isRateLimited(delivery) || (delivery.kind === 'notSent' && delivery.again);

const writeResult = (delivery: HttpOutcome): WriteResult => {
	if (delivery.kind === 'notSent' || delivery.kind === 'late') return { kind: 'refused', delivery };
	if (delivery.kind === 'lost') return { kind: 'unknown', delivery };
	if (isClientError(delivery)) return { kind: 'refused', delivery };
	const jobId = isSuccess(delivery) ? jobIdOf(delivery.body) : undefined;
	if (!jobId) return { kind: 'unknown', delivery };
	return {
		kind: 'accepted',
		jobId,
		result: stripFileContents((delivery.body as IDataObject).result ?? null),
	};
};

/** How patiently a client goes about its requests. */
export interface ClientOptions {
	readonly signal?: AbortSignal | undefined;
	/** The longest it may wait for the rate limit before it gives the 429 back, in milliseconds. */
	readonly longest?: number;
	/** How many requests may be under way at once. */
	readonly concurrency?: number;
	/** When everything must have ended, on this machine's clock (ms since 1970). */
	readonly until?: number;
}

/** A client whose requests share one view of the rate limit. */
export function createClient(
	transport: Transport,
	{
		signal,
		longest = Number.POSITIVE_INFINITY,
		concurrency = Number.POSITIVE_INFINITY,
		until = Number.POSITIVE_INFINITY,
	}: ClientOptions,
): Client {
	const pacer = new RateLimiter(signal, concurrency);

	const once = async (request: PropexoRequest): Promise<HttpOutcome> => {
		if (!(await pacer.begin(until))) return { kind: 'late' };
		let delivery: HttpOutcome = { kind: 'lost', code: 'no answer' };
		try {
			delivery = await transport({
				...request,
				...(Number.isFinite(until) && { timeout: until - Date.now() }),
			});
		} finally {
			if (delivery.kind === 'answer') pacer.end(delivery.headers, delivery.status === 429);
			else pacer.end();
		}
		return delivery;
	};

	const repeat = async (
		request: PropexoRequest,
		again: (delivery: HttpOutcome) => boolean,
	): Promise<HttpOutcome> => {
		for (let tries = 1; ; tries++) {
			const delivery = await once(request);
			if (tries === MAX_ATTEMPTS || !again(delivery)) return delivery;
			throwIfCancelled(signal);
			if (isRateLimited(delivery)) {
				if (Math.max(pacer.delay(), retryAfter(delivery.headers) ?? 0) > longest) return delivery;
			} else {
				const backoff = TIMING.backoff * 2 ** (tries - 1);
				if (Date.now() + backoff >= until) return delivery;
				await sleepWithAbort(backoff, signal);
			}
		}
	};

	return {
		read: async (path, query) =>
			await repeat({ method: 'GET', path, ...(query && { query }) }, isReadRetryable),
		write: async (method, path, body) =>
			writeResult(await repeat({ method, path, body }, isWriteRetryable)),
		delay: () => pacer.delay(),
	};
}

/**
 * A client with the node's credential.
 * @throws NodeOperationError when the credential is missing or its base URL is not usable
 */
export const openClient = async (
	context: PropexoContext,
	patience: ClientOptions = {},
): Promise<Client> => createClient(await createTransport(context), patience);
