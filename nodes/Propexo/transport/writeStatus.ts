import { truncate } from '../utils/truncate';
import type { Client } from './client';
import type { HttpOutcome } from './http';
import { encodeSegment } from './pathSegment';
import { sleepWithAbort } from './sleepWithAbort';
import { TIMING } from './timing';

/**
 * What write-status says of a job, in Propexo's names.
 * https://docs.propexo.com/api-reference/configuration-ap-is/admin/check-the-status-of-a-write-operation
 */
export interface WriteStatus {
	/** PENDING, SUCCESS, PARTIAL_SUCCESS or FAILURE, in capitals however it came. */
	readonly write_status: string;
	/** What the PMS said, often JSON in a string. */
	readonly errors: string[];
	/** The first record that was written; may be missing, or of another model, even on SUCCESS. */
	readonly created_record_id: string | null;
}

/** The states from which a job does not go on by itself. */
const TERMINAL_STATUSES = new Set(['SUCCESS', 'PARTIAL_SUCCESS', 'FAILURE']);

/** Whether a job has come to its end. */
export const isTerminal = ({ write_status: status }: WriteStatus): boolean =>
	TERMINAL_STATUSES.has(status);

/**
 * Whether Propexo documents the state of a job. One that it does not is taken for one that may still go on.
 */
export const isKnownStatus = (status: WriteStatus): boolean =>
	isTerminal(status) || status.write_status === 'PENDING';

const asText = (value: unknown): string => {
	if (typeof value === 'string') return value;
	try {
		return JSON.stringify(value);
	} catch {
		return '(nested too deep)';
	}
};

/** How much of what the PMS said goes into the output: more than any PMS says, and less than n8n minds. */
const MOST_ERRORS = 100;
const LONGEST_ERROR = 10_000;

const errorsOf = (errors: readonly unknown[]): string[] => {
	const told = errors.slice(0, MOST_ERRORS).map((error) => truncate(asText(error), LONGEST_ERROR));
	return errors.length > MOST_ERRORS ? [...told, `and ${errors.length - MOST_ERRORS} more`] : told;
};

const parse = (body: unknown): WriteStatus | undefined => {
	const {
		write_status: status,
		errors,
		created_record_id: id,
	} = (body ?? {}) as Record<string, unknown>;
	if (typeof status !== 'string') return undefined;
	return {
		write_status: status.trim().toUpperCase(),
		errors: Array.isArray(errors) ? errorsOf(errors) : [],
		created_record_id: typeof id === 'string' ? id : null,
	};
};

/** A job's state, or the delivery that gave none. */
export type StatusResult = { readonly status: WriteStatus } | { readonly delivery: HttpOutcome };

/** Asks once for the state of a job. */
export async function readWriteStatus(client: Client, jobId: string): Promise<StatusResult> {
	const delivery = await client.read(`/v1/admin/write-status/${encodeSegment(jobId)}`);
	const status =
		delivery.kind === 'answer' && delivery.status === 200 ? parse(delivery.body) : undefined;
	return status ? { status } : { delivery };
}

/**
 * Asks for the state of a job until it is final or the time is up; it asks once at least.
 * @param seconds how long to wait at most
 * @returns the last state seen, which may still be PENDING, or one that Propexo does not document
 * @throws UserError when the execution is cancelled meanwhile
 */
export async function waitForOutcome(
	client: Client,
	jobId: string,
	seconds: number,
	signal: AbortSignal | undefined,
): Promise<StatusResult> {
	const end = Date.now() + seconds * 1_000;
	for (let look = TIMING.firstLook; ; look = Math.min(look * 1.5, TIMING.longestLook)) {
		const result = await readWriteStatus(client, jobId);
		const left = end - Date.now();
		if ('delivery' in result || isTerminal(result.status) || left <= 0) return result;
		await sleepWithAbort(Math.min(look, left), signal);
	}
}

const readable = (error: string): string => {
	try {
		const inner = JSON.parse(error) as {
			message?: unknown;
			error?: { message?: unknown } | string;
		} | null;
		const nested = typeof inner?.error === 'object' ? inner.error.message : inner?.error;
		const message = inner?.message ?? nested;
		return typeof message === 'string' ? message : error;
	} catch {
		return error;
	}
};

/** How many errors a message tells of. */
const MOST_TOLD = 20;

/**
 * What the PMS said, as a person reads it: the message inside where an error is JSON, and no
 * more of them than a message can hold.
 */
export function readableErrors(errors: readonly string[]): string[] {
	const told = errors.slice(0, MOST_TOLD).map((error) => truncate(readable(error)));
	return errors.length > MOST_TOLD ? [...told, `and ${errors.length - MOST_TOLD} more`] : told;
}

/** How to go on with a write that the PMS refused: the same write is tried again, and nothing is written twice. */
const WAY_ON = 'Once what it says is mended, let Propexo try the job again with Write Job > Retry.';

/** Why the PMS refused a write, and how to go on. */
export function refusalInWords({ errors }: WriteStatus): string {
	const said = readableErrors(errors).map((line) => `\n• ${line}`);
	return `${said.length ? `The PMS says:${said.join('')}` : 'The PMS gave no reason.'}\n${WAY_ON}`;
}
