import type { IDataObject } from 'n8n-workflow';

import type { PropexoContext } from './credential';
import { type Answer, connect, type Delivery, type PropexoRequest, type Transport } from './http';
import { Pacer, retryAfter } from './rateLimiter';
import { pause, throwIfCancelled } from './sleepWithAbort';
import { withoutFiles } from './stripFileContents';
import { TIME } from './timing';

/** What a read may end with: an answer, or none that could be had. */
export type ReadResult = Delivery;

/** What became of a write, by what is certain about it. */
export type WriteResult =
	| { readonly kind: 'accepted'; readonly jobId: string; readonly result: unknown }
	/** Propexo said no, or was never reached: nothing was written. */
	| { readonly kind: 'refused'; readonly delivery: Delivery }
	/** Nobody knows whether it was written, so it must not be sent again. */
	| { readonly kind: 'unknown'; readonly delivery: Delivery };

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
const TRIES = 5;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/**
 * The job id in either envelope that Propexo documents: `meta.job_id` or `job_id`. A retry
 * also says whether it was taken (`success`), and gives no job where it was not.
 * https://docs.propexo.com/api-reference/resman/invoices/create-invoice-res-man
 * https://docs.propexo.com/api/reference/configuration-ap-is/admin/retry-a-write-operation/
 * @param body the body of a 2xx answer to a write
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

const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** A 4xx is a refusal; but 408 says that the server gave up on a request it may have begun. */
const isRefusal = ({ status }: Answer): boolean => status >= 400 && status < 500 && status !== 408;

const isRateLimited = (delivery: Delivery): delivery is Answer =>
	delivery.kind === 'answer' && delivery.status === 429;

/** A read does no harm when repeated; a write may be repeated only where it had no effect. */
const readAgain = (delivery: Delivery): boolean => {
	if (delivery.kind === 'answer') return delivery.status === 429 || delivery.status >= 500;
	return delivery.kind === 'lost' || (delivery.kind === 'notSent' && delivery.again);
};

const writeAgain = (delivery: Delivery): boolean =>
	isRateLimited(delivery) || (delivery.kind === 'notSent' && delivery.again);

const writeResult = (delivery: Delivery): WriteResult => {
	if (delivery.kind === 'notSent' || delivery.kind === 'late') return { kind: 'refused', delivery };
	if (delivery.kind === 'lost') return { kind: 'unknown', delivery };
	if (isRefusal(delivery)) return { kind: 'refused', delivery };
	const jobId = isSuccess(delivery) ? jobIdOf(delivery.body) : undefined;
	if (!jobId) return { kind: 'unknown', delivery };
	return {
		kind: 'accepted',
		jobId,
		result: withoutFiles((delivery.body as IDataObject).result ?? null),
	};
};

/** How patiently a client goes about its requests. */
export interface Patience {
	readonly signal?: AbortSignal | undefined;
	/** The longest it may wait for the rate limit before it gives the 429 back, in milliseconds. */
	readonly longest?: number;
	/** How many requests may be under way at once. */
	readonly concurrency?: number;
	/** When everything must have ended, on this machine's clock (ms since 1970). */
	readonly until?: number;
}

/**
 * A client whose requests share one view of the rate limit.
 * @param transport sends one request once
 * @param patience the cancel signal, how long to wait, how many requests at once, and until when
 */
export function clientOver(
	transport: Transport,
	{
		signal,
		longest = Number.POSITIVE_INFINITY,
		concurrency = Number.POSITIVE_INFINITY,
		until = Number.POSITIVE_INFINITY,
	}: Patience,
): Client {
	const pacer = new Pacer(signal, concurrency);

	const once = async (request: PropexoRequest): Promise<Delivery> => {
		if (!(await pacer.begin(until))) return { kind: 'late' };
		let delivery: Delivery = { kind: 'lost', code: 'no answer' };
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
		again: (delivery: Delivery) => boolean,
	): Promise<Delivery> => {
		for (let tries = 1; ; tries++) {
			const delivery = await once(request);
			if (tries === TRIES || !again(delivery)) return delivery;
			throwIfCancelled(signal);
			if (isRateLimited(delivery)) {
				if (Math.max(pacer.delay(), retryAfter(delivery.headers) ?? 0) > longest) return delivery;
			} else {
				const backoff = TIME.backoff * 2 ** (tries - 1);
				if (Date.now() + backoff >= until) return delivery;
				await pause(backoff, signal);
			}
		}
	};

	return {
		read: async (path, query) =>
			await repeat({ method: 'GET', path, ...(query && { query }) }, readAgain),
		write: async (method, path, body) =>
			writeResult(await repeat({ method, path, body }, writeAgain)),
		delay: () => pacer.delay(),
	};
}

/**
 * A client with the node's credential.
 * @param context where n8n runs the node
 * @param patience the cancel signal, how long to wait, how many requests at once, and until when
 * @throws NodeOperationError when the credential is missing or its base URL is not usable
 */
export const openClient = async (
	context: PropexoContext,
	patience: Patience = {},
): Promise<Client> => clientOver(await connect(context), patience);
