import type { NetworkFailure } from './networkErrors';

/** A response, whatever its status. `body` is parsed JSON, or text where it isn't JSON. */
export interface HttpResponse {
	readonly kind: 'response';
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: unknown;
	readonly isJson: boolean;
}

/** The outcome of a request: a response, none, or nothing was sent for lack of rate limit or time. */
export type HttpOutcome =
	| HttpResponse
	| NetworkFailure
	| { readonly kind: 'rateLimited' }
	| { readonly kind: 'deadlineExceeded' };

export const isOk = (outcome: HttpOutcome): outcome is HttpResponse =>
	outcome.kind === 'response' && outcome.status === 200;

export const isTooManyRequests = (outcome: HttpOutcome): outcome is HttpResponse =>
	outcome.kind === 'response' && outcome.status === 429;
