import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../utils/guards';
import { err, ok, type Result } from '../utils/result';
import type { Client } from './client';
import { type HttpOutcome, isOk } from './httpOutcome';
import type { Page } from './pagination';

/**
 * A finished write job as the write log lists it, in Propexo's names.
 * https://docs.propexo.com/api-reference/configuration-ap-is/admin/query-write-job-logs
 */
export interface LogRow {
	readonly id: string;
	readonly created_at: string;
	readonly job_id: string;
	readonly job_log_id: string | null;
	/** SUCCESS or FAILURE; the log documents no other status. */
	readonly status: string;
	readonly integration_id: string | null;
	readonly job_type: string | null;
	readonly error: string | null;
	readonly vendor: string | null;
}

/** Rows of the largest page. */
export const LOG_PAGE = 100;

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const HOUR = 3_600_000;

/**
 * The date of a row, as it came where it is readable. One without a zone is UTC. An unreadable one
 * becomes the end of the current hour, so that the row is found and has the same date all hour.
 */
function parseLogDate(createdAt: unknown, now: number): string {
	const isText = typeof createdAt === 'string';
	const isZoned = isText && /(Z|[+-]\d\d:?(\d\d)?)$/i.test(createdAt);
	const text = isText && !isZoned ? `${createdAt.replace(' ', 'T')}Z` : createdAt;
	const at = new Date(text as string | number);
	if (createdAt === null || Number.isNaN(at.getTime()))
		return new Date(Math.ceil(now / HOUR) * HOUR).toISOString();
	return isZoned ? createdAt : at.toISOString();
}

/** A row as it came, in our types; none where it has no job. */
export const toLogRow = (raw: unknown, now: number): LogRow[] => {
	const row = (raw ?? {}) as Record<string, unknown>;
	const { id, job_id: jobId } = row;
	if (typeof jobId !== 'string') return [];
	return [
		{
			id: String(id),
			created_at: parseLogDate(row.created_at, now),
			job_id: jobId,
			job_log_id: textOrNull(row.job_log_id),
			status: String(row.status),
			integration_id: textOrNull(row.integration_id),
			job_type: textOrNull(row.job_type),
			error: textOrNull(row.error),
			vendor: textOrNull(row.vendor),
		},
	];
};

/** A page of the log. */
export interface LogPage<Row = LogRow> extends Page<Row> {
	/** Propexo's own clock in ms since 1970, where the response has a date. */
	readonly serverTime?: number;
}

/** A page with its rows as they came. The log names no total: a page that isn't full is the last one. */
export async function readRawLogPage(
	client: Client,
	query: IDataObject & { limit: number },
): Promise<Result<LogPage<IDataObject>, HttpOutcome>> {
	const outcome = await client.read('/v1/admin/logs/writes/', query);
	if (!isOk(outcome)) return err(outcome);
	const { logs } = ((outcome.body ?? {}) as { results?: { logs?: unknown } | null }).results ?? {};
	if (!Array.isArray(logs)) return err(outcome);
	const serverTime = Date.parse(String(outcome.headers.date));
	return ok({
		rows: logs.filter(isObject),
		isLast: logs.length < query.limit,
		...(!Number.isNaN(serverTime) && { serverTime }),
	});
}

export async function readLogPage(
	client: Client,
	query: IDataObject,
): Promise<Result<LogPage, HttpOutcome>> {
	const result = await readRawLogPage(client, { ...query, limit: LOG_PAGE });
	if (!result.ok) return result;
	const { rows, serverTime = Date.now() } = result.value;
	return ok({ ...result.value, rows: rows.flatMap((row) => toLogRow(row, serverTime)) });
}
