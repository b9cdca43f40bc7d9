/**
 * The lengths of time both nodes live by, in milliseconds, in one place so that a test can run
 * them on a shorter minute.
 */
export const TIMING = {
	/** The window of Propexo's rate limit: https://docs.propexo.com/documentation/about-the-api/rate-limiting */
	minute: 60_000,
	/** How long one request may take before its outcome counts as unknown. */
	request: 100_000,
	/** How much more time a request has for what it sends, in bytes a millisecond: a slow line needs it for a file. */
	upload: 50,
	/** The first pause before a request that surely had no effect is sent again; it doubles. */
	backoff: 500,
	/** The first and the longest pause between two looks at a write job. */
	firstLook: 1_000,
	longestLook: 10_000,
	/** The pause before n8n's store of keys is looked at once more, half to one and a half times. */
	recheck: 100,
};
