import { randomBytes } from 'node:crypto';

/**
 * Readable ids, `job-4f1c9a-000001`. The middle part differs with each start and the number survives a reset, so that
 * an id is never used twice, as with the real API.
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
