import { randomBytes } from 'node:crypto';

/**
 * Makes ids a person can read, `job-4f1c9a-000001`. The middle part differs from start to start, so that an id is
 * never given twice, as with the real API; the number keeps counting over a reset.
 */
export class Ids {
	private readonly counters = new Map<string, number>();

	/** `run` is the middle part; random when not given. */
	constructor(private readonly run: string = randomBytes(3).toString('hex')) {}

	/** The next id with this prefix. */
	next(prefix: string): string {
		const count = (this.counters.get(prefix) ?? 0) + 1;
		this.counters.set(prefix, count);
		return `${prefix}-${this.run}-${String(count).padStart(6, '0')}`;
	}
}
