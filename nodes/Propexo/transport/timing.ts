/** The lengths of time that the nodes work with, in milliseconds unless said otherwise. */
export interface Timing {
	/** Window of Propexo's rate limit: https://docs.propexo.com/documentation/about-the-api/rate-limiting */
	readonly rateLimitWindow: number;
	/** Time limit of one request. A write that exceeds it has an unknown outcome. */
	readonly requestTimeout: number;
	/** Bytes per millisecond. A large body extends the time limit by what a line this slow needs. */
	readonly minUploadRate: number;
	/** Delay before the first retry; it doubles with each further one. */
	readonly initialBackoff: number;
	readonly pollInitialInterval: number;
	readonly pollMaxInterval: number;
	/** Delay before n8n's deduplication store is read again. */
	readonly keyCheckDelay: number;
}

export const TIMING: Timing = Object.freeze({
	rateLimitWindow: 60_000,
	requestTimeout: 100_000,
	minUploadRate: 50,
	initialBackoff: 500,
	pollInitialInterval: 1_000,
	pollMaxInterval: 10_000,
	keyCheckDelay: 100,
});
