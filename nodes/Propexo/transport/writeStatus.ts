import { jsonParse } from 'n8n-workflow';

import { err, ok, type Result } from '../utils/result';
import { omittedText, TOO_DEEP, truncate } from '../utils/truncate';
import type { Client } from './client';
import { type HttpOutcome, isOk } from './httpOutcome';
import { encodeSegment } from './pathSegment';
import { pollUntil } from './pollUntil';

/**
 * The status of a write job, in Propexo's names.
 * https://docs.propexo.com/api-reference/configuration-ap-is/admin/check-the-status-of-a-write-operation
 */
export interface WriteStatus {
	/** PENDING, SUCCESS, PARTIAL_SUCCESS or FAILURE, always in capitals. */
	readonly write_status: string;
	/** What the PMS said, often JSON in a string. */
	readonly errors: string[];
	/** The first record written; may be missing or of another model, even on SUCCESS. */
	readonly created_record_id: string | null;
}

const TERMINAL_STATUSES = new Set(['SUCCESS', 'PARTIAL_SUCCESS', 'FAILURE']);

export const isTerminal = ({ write_status }: WriteStatus): boolean =>
	TERMINAL_STATUSES.has(write_status);

/** Whether Propexo documents the status. A job in any other one is taken to be unfinished. */
export const isKnownStatus = (status: WriteStatus): boolean =>
	isTerminal(status) || status.write_status === 'PENDING';

const stringify = (value: unknown): string => {
	if (typeof value === 'string') return value;
	try {
		return JSON.stringify(value);
	} catch {
		return TOO_DEEP;
	}
};

/** Limits of `errors` in outputs: more than any PMS says, and little enough for n8n's database. */
const MAX_ERRORS = 100;
const MAX_ERROR_LENGTH = 10_000;

/** Limit of `errors` in messages. */
const MAX_ERRORS_IN_MESSAGE = 20;

/** The first errors as texts, and how many more there are. */
const limitErrors = (
	errors: readonly unknown[],
	limit: number,
	toText: (error: unknown) => string,
): string[] => {
	const texts = errors.slice(0, limit).map(toText);
	return errors.length > limit ? [...texts, omittedText(errors.length - limit)] : texts;
};

const toOutputError = (error: unknown): string => truncate(stringify(error), MAX_ERROR_LENGTH);

const parseStatus = (body: unknown): WriteStatus | undefined => {
	const { write_status, errors, created_record_id } = (body ?? {}) as Record<string, unknown>;
	if (typeof write_status !== 'string') return undefined;
	return {
		write_status: write_status.trim().toUpperCase(),
		errors: Array.isArray(errors) ? limitErrors(errors, MAX_ERRORS, toOutputError) : [],
		created_record_id: typeof created_record_id === 'string' ? created_record_id : null,
	};
};

export async function readWriteStatus(
	client: Client,
	jobId: string,
): Promise<Result<WriteStatus, HttpOutcome>> {
	const outcome = await client.read(`/v1/admin/write-status/${encodeSegment(jobId)}`);
	const status = isOk(outcome) ? parseStatus(outcome.body) : undefined;
	return status ? ok(status) : err(outcome);
}

/**
 * Polls a job, at least once, until its status is terminal or the time is up.
 * @param seconds the longest wait
 * @returns the last status seen, which may still be PENDING or one that Propexo doesn't document
 * @throws UserError when the execution is canceled meanwhile
 */
export async function pollUntilTerminal(
	client: Client,
	jobId: string,
	seconds: number,
	signal: AbortSignal | undefined,
): Promise<Result<WriteStatus, HttpOutcome>> {
	return await pollUntil(
		async () => await readWriteStatus(client, jobId),
		(status) => !status.ok || isTerminal(status.value),
		{ seconds, timing: client.timing, signal },
	);
}

interface PmsError {
	readonly message?: unknown;
	readonly error?: { readonly message?: unknown } | string;
}

const extractMessage = (error: string): string => {
	const inner = jsonParse<PmsError | null>(error, { fallbackValue: null });
	const nested = typeof inner?.error === 'object' ? inner.error.message : inner?.error;
	const message = inner?.message ?? nested;
	return typeof message === 'string' ? message : error;
};

/** What the PMS said, for a message: the text inside where an error is JSON. */
export const readableErrors = (errors: readonly string[]): string[] =>
	limitErrors(errors, MAX_ERRORS_IN_MESSAGE, (error) => truncate(extractMessage(String(error))));
