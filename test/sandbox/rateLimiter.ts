/** The limit; durations in milliseconds. */
export interface RateLimit {
	limit: number;
	minuteMs: number;
	window: 'fixed' | 'sliding';
}

/** The decision on one request: whether it is allowed, the header values, and the delay to add in ms. */
export interface RateDecision {
	allowed: boolean;
	limit: number;
	remaining: number;
	delayMs: number;
	/** Milliseconds until a slot is free; 0 when the request is allowed. */
	retryAfterMs: number;
}

const DELAY_FROM = 0.8;
const DELAY_MS_PER_MINUTE = 2_000 / 60_000;

/**
 * Counts requests per window: from 80 % on each response is delayed by 2 s (scaled with the minute), at 100 % requests
 * are refused until the window ends. https://docs.propexo.com/documentation/about-the-api/rate-limiting
 * Refused requests are not counted; whether the real API counts them is not documented.
 */
export class RateLimiter {
	private accepted: number[] = [];
	private windowStart = Number.NEGATIVE_INFINITY;

	/** Counts a request that arrives at `now` (milliseconds of any monotonic clock). */
	take({ limit, minuteMs, window }: RateLimit, now: number): RateDecision {
		if (window === 'sliding') {
			this.accepted = this.accepted.filter((at) => at > now - minuteMs);
		} else if (now >= this.windowStart + minuteMs) {
			this.windowStart = now;
			this.accepted = [];
		}
		if (this.accepted.length >= limit) {
			const windowStart = window === 'sliding' ? (this.accepted[0] ?? now) : this.windowStart;
			return {
				allowed: false,
				limit,
				remaining: 0,
				delayMs: 0,
				retryAfterMs: windowStart + minuteMs - now,
			};
		}
		this.accepted.push(now);
		const used = this.accepted.length;
		const delayMs = used >= limit * DELAY_FROM ? minuteMs * DELAY_MS_PER_MINUTE : 0;
		return { allowed: true, limit, remaining: limit - used, delayMs, retryAfterMs: 0 };
	}
}
