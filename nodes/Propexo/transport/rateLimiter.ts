import { sleepWithAbort, throwIfCancelled } from './sleepWithAbort';
import { TIMING } from './timing';

type Headers = Readonly<Record<string, unknown>>;

const count = (value: unknown): number | undefined => {
	const number = Number(value);
	return value !== undefined && value !== '' && Number.isFinite(number) ? number : undefined;
};

/**
 * How long a 429 asks to wait, in milliseconds. Propexo documents no Retry-After, but a proxy
 * may send one, in seconds or as a date.
 * @returns nothing where the header is missing or makes no sense
 */
export function retryAfter(headers: Headers): number | undefined {
	const value = headers['retry-after'];
	const seconds = count(value);
	if (seconds !== undefined) return Math.max(0, seconds * 1_000);
	const date = Date.parse(String(value));
	return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/**
 * Keeps all requests of an execution below Propexo's limit, by the headers of each answer
 * (`x-ratelimit-remaining`). Propexo does not say when its minute turns, nor whether it is a
 * fixed or a sliding one: a minute after the first answer seen in it, it has turned either way.
 * https://docs.propexo.com/documentation/about-the-api/rate-limiting
 */
export class RateLimiter {
	private remaining = Number.POSITIVE_INFINITY;

	private windowSeen = 0;

	private blockedUntil = 0;

	private underWay = 0;

	private waiting: Array<() => void> = [];

	/***/
	constructor(
		private readonly signal: AbortSignal | undefined,
		private readonly concurrency: number,
	) {}

	/**
	 * Waits until a request may be sent, and counts it as under way; it then needs an `end`.
	 * @param until when waiting is of no use any more, on this machine's clock (ms since 1970)
	 * @returns whether the request may be sent
	 * @throws UserError when the execution is cancelled meanwhile
	 */
	async begin(until = Number.POSITIVE_INFINITY): Promise<boolean> {
		throwIfCancelled(this.signal);
		while (this.blockedUntil > Date.now() || this.free() <= 0) {
			if (Date.now() + this.delay() >= until) return false;
			if (this.blockedUntil > Date.now())
				await sleepWithAbort(this.blockedUntil - Date.now(), this.signal);
			else if (this.underWay > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
			else await this.untilTheWindowTurns();
		}
		throwIfCancelled(this.signal);
		if (Date.now() >= until) return false;
		this.underWay++;
		return true;
	}

	/** Takes in what an answer says of the limit. */
	end(headers: Headers = {}, wasRefused = false): void {
		this.underWay--;
		const remaining = count(headers['x-ratelimit-remaining']);
		if (remaining !== undefined) this.observe(remaining);
		if (wasRefused) {
			const wait = retryAfter(headers) ?? this.turnOfTheWindow();
			this.blockedUntil = Math.max(
				this.blockedUntil,
				Date.now() + Math.min(wait, 60 * TIMING.minute),
			);
			this.remaining = 1;
		}
		this.waiting.splice(0).forEach((resume) => resume());
	}

	/** How long a request would have to wait now, in milliseconds. */
	delay(): number {
		const turn = this.remaining - this.underWay <= 0 ? this.windowSeen + TIMING.minute : 0;
		return Math.max(0, Math.max(this.blockedUntil, turn) - Date.now());
	}

	/** How long until the window has turned for sure; a whole minute where this one is unknown, or not the one that was used up. */
	private turnOfTheWindow(): number {
		const left = this.windowSeen + TIMING.minute - Date.now();
		if (left > TIMING.minute / 60) return left;
		this.windowSeen = Date.now();
		return TIMING.minute;
	}

	/** How many more requests may be under way now. */
	private free(): number {
		return Math.min(this.remaining, this.concurrency) - this.underWay;
	}

	/** Answers may arrive out of order, by as many as are under way: only more than that is a new window. */
	private observe(remaining: number): void {
		if (this.windowSeen === 0 || remaining > this.remaining + this.underWay + 1)
			this.windowSeen = Date.now();
		else remaining = Math.min(remaining, this.remaining);
		this.remaining = remaining;
	}

	/** Then one request goes ahead, and its answer says what is left. */
	private async untilTheWindowTurns(): Promise<void> {
		await sleepWithAbort(this.windowSeen + TIMING.minute - Date.now(), this.signal);
		this.windowSeen = Date.now();
		this.remaining = Math.max(this.remaining, 1);
	}
}
