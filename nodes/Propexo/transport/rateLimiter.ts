import { sleepWithAbort, throwIfCanceled } from './sleepWithAbort';

type Headers = Readonly<Record<string, unknown>>;

const parseNumber = (value: unknown): number | undefined => {
	const number = Number(value);
	return value !== undefined && value !== '' && Number.isFinite(number) ? number : undefined;
};

/**
 * How long a 429 asks to wait, in milliseconds. Propexo documents no Retry-After, but a proxy may
 * send one, in seconds or as a date.
 */
export function retryAfter(headers: Headers): number | undefined {
	const value = headers['retry-after'];
	const seconds = parseNumber(value);
	if (seconds !== undefined) return Math.max(0, seconds * 1_000);
	const date = Date.parse(String(value));
	return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** Why a request may be sent, or why it may not. */
export type Acquired = 'acquired' | 'rateLimited' | 'deadlineExceeded';

export interface RateLimiterOptions {
	/** n8n's cancel signal. */
	readonly signal: AbortSignal | undefined;
	/** The maximum number of requests in flight. */
	readonly concurrency: number;
	/** Length of Propexo's window, in milliseconds. */
	readonly window: number;
}

/**
 * Keeps the requests of an execution below Propexo's limit, by the `x-ratelimit-remaining` header
 * of each response. Propexo doesn't say when its window resets, nor whether it is fixed or
 * sliding: one window after the first response seen in it, it has reset either way.
 * https://docs.propexo.com/documentation/about-the-api/rate-limiting
 */
export class RateLimiter {
	private remaining = Number.POSITIVE_INFINITY;

	private windowStartedAt = 0;

	private blockedUntil = 0;

	private inFlight = 0;

	private waiters: Array<() => void> = [];

	constructor(private readonly options: RateLimiterOptions) {}

	/**
	 * Waits until a request may be sent and counts it as in flight; each acquired slot needs a
	 * `release`. Returns early where the wait would exceed the deadline.
	 * @param deadline on this machine's clock (ms since 1970)
	 * @throws UserError when the execution is canceled meanwhile
	 */
	async acquire(deadline = Number.POSITIVE_INFINITY): Promise<Acquired> {
		const { signal } = this.options;
		throwIfCanceled(signal);
		while (this.blockedUntil > Date.now() || this.available() <= 0) {
			if (Date.now() >= deadline) return 'deadlineExceeded';
			if (Date.now() + this.retryDelay() >= deadline) return 'rateLimited';
			if (this.blockedUntil > Date.now())
				await sleepWithAbort(this.blockedUntil - Date.now(), signal);
			else if (this.inFlight > 0) await new Promise<void>((resolve) => this.waiters.push(resolve));
			else await this.waitForWindowReset();
		}
		throwIfCanceled(signal);
		if (Date.now() >= deadline) return 'deadlineExceeded';
		this.inFlight++;
		return 'acquired';
	}

	/** Ends a request, with the headers of its response where there was one. */
	release(headers: Headers = {}, isRateLimited = false): void {
		const { window } = this.options;
		this.inFlight--;
		const remaining = parseNumber(headers['x-ratelimit-remaining']);
		if (remaining !== undefined) this.updateRemaining(remaining);
		if (isRateLimited) {
			const wait = retryAfter(headers) ?? this.msUntilWindowReset();
			const until = Date.now() + Math.min(wait, 60 * window);
			this.blockedUntil = Math.max(this.blockedUntil, until);
			this.remaining = 1;
		}
		this.waiters.splice(0).forEach((resume) => resume());
	}

	/** How long a request would have to wait for the limit now, in milliseconds. */
	retryDelay(): number {
		const isUsedUp = this.remaining - this.inFlight <= 0;
		const reset = isUsedUp ? this.windowStartedAt + this.options.window : 0;
		return Math.max(0, Math.max(this.blockedUntil, reset) - Date.now());
	}

	/** A whole window where this one is unknown, or isn't the one that was used up. */
	private msUntilWindowReset(): number {
		const { window } = this.options;
		const remaining = this.windowStartedAt + window - Date.now();
		if (remaining > window / 60) return remaining;
		this.windowStartedAt = Date.now();
		return window;
	}

	private available(): number {
		return Math.min(this.remaining, this.options.concurrency) - this.inFlight;
	}

	/** Responses may arrive out of order, by as many as are in flight: only a larger jump is a new window. */
	private updateRemaining(remaining: number): void {
		const isNewWindow =
			this.windowStartedAt === 0 || remaining > this.remaining + this.inFlight + 1;
		if (isNewWindow) this.windowStartedAt = Date.now();
		this.remaining = isNewWindow ? remaining : Math.min(remaining, this.remaining);
	}

	/** After the reset one request goes ahead, and its response says what is left. */
	private async waitForWindowReset(): Promise<void> {
		const { signal, window } = this.options;
		await sleepWithAbort(this.windowStartedAt + window - Date.now(), signal);
		this.windowStartedAt = Date.now();
		this.remaining = Math.max(this.remaining, 1);
	}
}
