/** The sandbox's time: the machine's, moved by an adjustable skew. */
export class Clock {
	/** How far this clock is ahead of the machine's, in milliseconds. */
	skewMs = 0;

	/** The sandbox's time in milliseconds since 1970. */
	now(): number {
		return Date.now() + this.skewMs;
	}
}

/** An ISO date-time in UTC for milliseconds since 1970. */
export function iso(ms: number): string {
	return new Date(ms).toISOString();
}
