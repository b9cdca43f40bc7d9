import { z } from 'zod/v3';

/** The statuses that end a job. */
export const finalStatus = z.enum(['SUCCESS', 'PARTIAL_SUCCESS', 'FAILURE']);

/** See {@link finalStatus}. */
export type FinalStatus = z.infer<typeof finalStatus>;

/** The status of a write job (https://docs.propexo.com/api-reference/configuration-ap-is/admin/check-the-status-of-a-write-operation). */
export type WriteStatus = 'PENDING' | FinalStatus;

const duration = z.number().min(0);

/**
 * How the sandbox behaves. Everything can be changed while it runs. All durations are in milliseconds, and `null`
 * where it is allowed means "never".
 */
export const sandboxOptions = z
	.object({
		/** Accepted bearer tokens, each with the account it belongs to. Accounts share the data, not jobs and rate limit. */
		tokens: z.record(z.string()),
		/** How long a job stays PENDING; null: until `finish` is called. */
		jobDurationMs: duration.nullable(),
		/** How a job ends when no decision matches it. */
		defaultOutcome: finalStatus,
		/** Written records become readable when their job succeeds, fully or in part. */
		readAfterWrite: z.boolean(),
		/** Which of the two documented write responses to send: `{ meta: { job_id }, result }` or `{ job_id, data }`. */
		envelope: z.enum(['meta', 'flat']),
		/** The nesting of validation issues in a 400; both are documented. */
		issueNesting: z.enum(['details.details', 'details']),
		/** Refuse bodies whose other ids (`vendor_id`, `property_id`, …) do not exist. */
		checkIds: z.boolean(),
		/** Let a job that ended in PARTIAL_SUCCESS be retried; the documentation only speaks of failed writes. */
		retryPartialSuccess: z.boolean(),
		/** How long after its end a job shows up in the write log. */
		logLagMs: duration,
		/** The order of the write log, which is not documented. `shuffled` is the same shuffle for every page. */
		logOrder: z.enum(['newestFirst', 'oldestFirst', 'shuffled']),
		/** How the write log shows PARTIAL_SUCCESS, for which it has no status. */
		logPartialSuccessAs: z.enum(['SUCCESS', 'FAILURE', 'absent']),
		/** Whether `job_id` in the write log is the id in the write's response or the id of a child job. */
		logJobId: z.enum(['root', 'child']),
		/** How list responses carry `meta.hasMore`, which is documented as nullable. */
		hasMore: z.enum(['boolean', 'null', 'absent']),
		/** Requests per window. */
		limit: z.number().int().min(0),
		/** The length of a window; shortened in tests, and the added delay shrinks with it. */
		minuteMs: z.number().positive(),
		/** Whether a window is fixed from its first request on or slides. */
		window: z.enum(['fixed', 'sliding']),
		/** Send Retry-After (seconds) with a 429; it is not documented. */
		retryAfter: z.boolean(),
		/** The body of a 429, which is not documented. */
		tooManyBody: z.enum(['json', 'html']),
		/** How far the sandbox's clock is ahead of the machine's; its Date header and all its times follow it. */
		clockSkewMs: z.number(),
	})
	.strict();

/** See {@link sandboxOptions}. */
export type SandboxOptions = z.infer<typeof sandboxOptions>;

/** A clearly fake token that the sandbox accepts by default. */
export const DEFAULT_TOKEN = 'propexo-sandbox-token';

/** The account of {@link DEFAULT_TOKEN}. */
export const DEFAULT_ACCOUNT = 'default';

/** The default options: the documented 150 requests a minute and quick, successful jobs. */
export function defaultOptions(): SandboxOptions {
	return {
		tokens: { [DEFAULT_TOKEN]: DEFAULT_ACCOUNT },
		jobDurationMs: 300,
		defaultOutcome: 'SUCCESS',
		readAfterWrite: false,
		envelope: 'meta',
		issueNesting: 'details.details',
		checkIds: false,
		retryPartialSuccess: false,
		logLagMs: 0,
		logOrder: 'newestFirst',
		logPartialSuccessAs: 'FAILURE',
		logJobId: 'root',
		hasMore: 'boolean',
		limit: 150,
		minuteMs: 60_000,
		window: 'fixed',
		retryAfter: false,
		tooManyBody: 'json',
		clockSkewMs: 0,
	};
}
