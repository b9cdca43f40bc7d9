import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../utils/guards';
import type { Client } from './client';
import type { HttpOutcome } from './http';

/**
 * A finished write job as the write log lists it, in Propexo's names.
 * https://docs.propexo.com/api-reference/configuration-ap-is/admin/query-write-job-logs
 */
export interface LogRow {
	readonly id: string;
	readonly created_at: string;
	readonly job_id: string;
	readonly job_log_id: string | null;
	/** SUCCESS or FAILURE; the log knows no other state. */
	readonly status: string;
	readonly integration_id: string | null;
	readonly job_type: string | null;
	readonly error: string | null;
	readonly vendor: string | null;
}

/** The largest page the write log gives. */
export const LOG_PAGE = 100;

const textOr = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const HOUR = 3_600_000;

/**
 * The date of a row, as it came where it can be read. One without a zone is in UTC. A row whose
 * date cannot be read is dated to the end of the hour: so it is found, and no other one hour through.
 */
function dateOf(createdAt: unknown, now: number): string {
	const isText = typeof createdAt === 'string';
	const isZoned = isText && /(Z|[+-]\d\d:?(\d\d)?)$/i.test(createdAt);
	const text = isText && !isZoned ? `${createdAt.replace(' ', 'T')}Z` : createdAt;
	const at = new Date(text as string | number);
	if (createdAt === null || Number.isNaN(at.getTime()))
		return new Date(Math.ceil(now / HOUR) * HOUR).toISOString();
	return isZoned ? createdAt : at.toISOString();
}

const toRow = (raw: unknown, now: number): LogRow[] => {
	const row = (raw ?? {}) as Record<string, unknown>;
	const { id, job_id: jobId } = row;
	if (typeof jobId !== 'string') return [];
	return [
		{
			id: String(id),
			created_at: dateOf(row.created_at, now),
			job_id: jobId,
			job_log_id: textOr(row.job_log_id),
			status: String(row.status),
			integration_id: textOr(row.integration_id),
			job_type: textOr(row.job_type),
			error: textOr(row.error),
			vendor: textOr(row.vendor),
		},
	];
};

/** One page of the log, with the source's own time where its answer tells it. */
export interface LogPage<Row = LogRow> {
	readonly rows: readonly Row[];
	/** Whether this page is the last one. */
	readonly isLast: boolean;
	/** The source's time in milliseconds since 1970. */
	readonly sourceTime?: number;
}

/** A page, or the delivery that gave none. */
export type LogResult<Row = LogRow> =
	{ readonly page: LogPage<Row> } | { readonly delivery: HttpOutcome };

/**
 * Reads one page of the write log, each row as it came. The log names no total: a page that is
 * not full is the last.
 */
export async function readRawLogPage(
	client: Client,
	query: IDataObject & { limit: number },
): Promise<LogResult<IDataObject>> {
	const delivery = await client.read('/v1/admin/logs/writes/', query);
	if (delivery.kind !== 'answer' || delivery.status !== 200) return { delivery };
	const { logs } = ((delivery.body ?? {}) as { results?: { logs?: unknown } }).results ?? {};
	if (!Array.isArray(logs)) return { delivery };
	const sourceTime = Date.parse(String(delivery.headers.date));
	return {
		page: {
			rows: logs.filter(isObject),
			isLast: logs.length < query.limit,
			...(!Number.isNaN(sourceTime) && { sourceTime }),
		},
	};
}

/** Reads one full page of the write log. */
export async function readLogPage(client: Client, query: IDataObject): Promise<LogResult> {
	const result = await readRawLogPage(client, { ...query, limit: LOG_PAGE });
	if ('delivery' in result) return result;
	const { page } = result;
	return {
		page: { ...page, rows: page.rows.flatMap((row) => toRow(row, page.sourceTime ?? Date.now())) },
	};
}
