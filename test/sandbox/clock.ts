/** Where time comes from: the machine, or a test that moves it by hand. */
export interface TimeSource {
	/** Milliseconds since 1970. */
	now(): number;
	/** Milliseconds that never step back, from any start. */
	monotonic(): number;
}

/** The machine's own time. */
export const MACHINE_TIME: TimeSource = {
	now: () => Date.now(),
	monotonic: () => performance.now(),
};

/** Time that passes only when a test says so. */
export class ManualTime implements TimeSource {
	private ms = Date.parse('2026-11-30T12:00:00Z');

	/** Lets time pass. */
	advance(ms: number): void {
		this.ms += ms;
	}

	now(): number {
		return this.ms;
	}

	monotonic(): number {
		return this.ms;
	}
}

/** The sandbox's time: its source's, moved by an adjustable skew. */
export class Clock {
	/** How far this clock is ahead of its source, in milliseconds. */
	skewMs = 0;

	constructor(readonly source: TimeSource = MACHINE_TIME) {}

	/** The sandbox's time in milliseconds since 1970. */
	now(): number {
		return this.source.now() + this.skewMs;
	}
}

/** An ISO date-time in UTC for milliseconds since 1970. */
export function iso(ms: number): string {
	return new Date(ms).toISOString();
}
