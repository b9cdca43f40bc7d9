import { type HttpOutcome, isTooManyRequests } from './httpOutcome';

/** Attempts per request, the first one included. */
export const MAX_ATTEMPTS = 5;

/**
 * Attempts per request where none of them connects: whether a host can be reached is soon certain,
 * and nothing was sent that would be worth a longer wait.
 */
export const MAX_CONNECTION_ATTEMPTS = 3;

/** Repeating a read does no harm. */
export const isReadRetryable = (outcome: HttpOutcome): boolean => {
	if (outcome.kind === 'response') return outcome.status === 429 || outcome.status >= 500;
	return outcome.kind === 'noResponse' || (outcome.kind === 'notSent' && outcome.retryable);
};

/** A write is repeated only where the attempt certainly had no effect. */
export const isWriteRetryable = (outcome: HttpOutcome): boolean =>
	isTooManyRequests(outcome) || (outcome.kind === 'notSent' && outcome.retryable);

/**
 * How many attempts a request is given after an outcome, the first one included.
 * @param isUnreachable whether every attempt of another request has already failed to connect
 */
export const maxAttempts = (outcome: HttpOutcome, isUnreachable: boolean): number => {
	if (outcome.kind !== 'notSent') return MAX_ATTEMPTS;
	return isUnreachable ? 1 : MAX_CONNECTION_ATTEMPTS;
};

/**
 * Exponential backoff in milliseconds, with a quarter of jitter either way, so that executions
 * which failed together don't come back together.
 */
export const backoffDelay = (
	attempt: number,
	initialBackoff: number,
	random: () => number = Math.random,
): number => initialBackoff * 2 ** (attempt - 1) * (0.75 + random() / 2);
