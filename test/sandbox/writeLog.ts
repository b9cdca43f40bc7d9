import { createHash } from 'node:crypto';

import { z } from 'zod/v3';

import { iso } from './clock';
import type { Integration } from './integrations';
import type { Job, LogRecord } from './jobs';
import type { SandboxOptions } from './options';

const HOUR_MS = 3_600_000;
const RANGE_MS = {
	hour: HOUR_MS,
	day: 24 * HOUR_MS,
	week: 7 * 24 * HOUR_MS,
	month: 30 * 24 * HOUR_MS,
};

const CATEGORIES = [
	'amenities',
	'applicants',
	'applications',
	'contracts',
	'crm_listings',
	'deposit_summaries',
	'event_types',
	'events',
	'file_types',
	'file_upload',
	'invoices',
	'leads',
	'leases',
	'listings',
	'properties',
	'purchase_orders',
	'recurring_resident_charges',
	'resident_charges',
	'resident_payments',
	'resident_pets',
	'residents',
	'service_request_vendors',
	'service_requests',
	'transactions',
	'units',
] as const;

/** The write category of a resource. Credits and payable registers have none documented. */
const CATEGORY_OF: Record<string, (typeof CATEGORIES)[number] | undefined> = {
	depositSummary: 'deposit_summaries',
	invoice: 'invoices',
	purchaseOrder: 'purchase_orders',
	recurringResidentCharge: 'recurring_resident_charges',
	residentCharge: 'resident_charges',
	residentPayment: 'resident_payments',
	vendor: 'service_request_vendors',
};

const LogStatus = z.enum(['SUCCESS', 'FAILURE']);

/**
 * The query of the write log: at most 100 rows a page, no order, no cursor.
 * https://docs.propexo.com/api-reference/configuration-ap-is/admin/query-write-job-logs
 */
export const writeLogQuery = z
	.object({
		limit: z.coerce.number().int().min(1).max(100).default(100),
		offset: z.coerce.number().int().min(0).default(0),
		time_range: z.enum(['hour', 'day', 'week', 'month']).optional(),
		integration_id: z.string().optional(),
		status: LogStatus.optional(),
		write_category: z.enum(CATEGORIES).optional(),
	})
	.strict();

/** A write log query that passed the schema. */
export type WriteLogQuery = z.infer<typeof writeLogQuery>;

/** The options of the log. */
export type LogOptions = Pick<
	SandboxOptions,
	'logLagMs' | 'logOrder' | 'logPartialSuccessAs' | 'logJobId'
>;

/** One row of the write log. */
export interface LogRow {
	id: string;
	created_at: string;
	job_id: string;
	job_log_id: string;
	status: 'SUCCESS' | 'FAILURE';
	integration_id: string;
	job_type: string;
	parameters: unknown;
	error: string | null;
	name: string;
	vendor: string;
}

/** A job with the integration it writes to. */
export interface LoggedJob {
	job: Job;
	integration: Integration;
}

/** The rows of one page: the newest record of each finished job that is visible at `now` (sandbox milliseconds). */
export function writeLogPage(
	jobs: LoggedJob[],
	query: WriteLogQuery,
	options: LogOptions,
	now: number,
): LogRow[] {
	const oldest = query.time_range ? now - RANGE_MS[query.time_range] : Number.NEGATIVE_INFINITY;
	const rows: Array<{ row: LogRow; at: number }> = [];
	for (const { job, integration } of jobs) {
		const record = newestVisible(job.logs, now - options.logLagMs);
		const status = record && logStatus(record.status, options);
		if (!record || !status || record.createdAt < oldest) continue;
		if (query.integration_id !== undefined && job.integrationId !== query.integration_id) continue;
		if (query.status !== undefined && status !== query.status) continue;
		if (query.write_category !== undefined && CATEGORY_OF[job.resource] !== query.write_category)
			continue;
		rows.push({ row: toRow(job, record, status, integration, options), at: record.createdAt });
	}
	return inLogOrder(rows, options.logOrder).slice(query.offset, query.offset + query.limit);
}

/** The id of a job in the write log: its own, or that of its child job. */
export function loggedJobId(job: Job, { logJobId }: Pick<LogOptions, 'logJobId'>): string {
	return logJobId === 'root' ? job.id : `${job.id}-child`;
}

/** The name of a job's type, `CREATE_INVOICE`. The real names are not documented for writes. */
export function jobType({ operation, resource }: Pick<Job, 'operation' | 'resource'>): string {
	return `${operation}_${resource}`.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function newestVisible(logs: LogRecord[], until: number): LogRecord | undefined {
	let newest: LogRecord | undefined;
	for (const record of logs) {
		if (record.createdAt <= until && (!newest || record.createdAt >= newest.createdAt))
			newest = record;
	}
	return newest;
}

function logStatus(
	status: LogRecord['status'],
	{ logPartialSuccessAs }: LogOptions,
): 'SUCCESS' | 'FAILURE' | undefined {
	if (status !== 'PARTIAL_SUCCESS') return status;
	return logPartialSuccessAs === 'absent' ? undefined : logPartialSuccessAs;
}

function toRow(
	job: Job,
	record: LogRecord,
	status: LogRow['status'],
	integration: Integration,
	options: LogOptions,
): LogRow {
	return {
		id: record.id,
		created_at: iso(record.createdAt),
		job_id: loggedJobId(job, options),
		job_log_id: record.jobLogId,
		status,
		integration_id: job.integrationId,
		job_type: jobType(job),
		parameters: job.body,
		error: record.error,
		name: integration.name,
		vendor: integration.vendor,
	};
}

function inLogOrder(
	rows: Array<{ row: LogRow; at: number }>,
	order: LogOptions['logOrder'],
): LogRow[] {
	if (order === 'shuffled') {
		const keyed = rows.map(({ row }) => ({
			row,
			key: createHash('sha256').update(row.id).digest('hex'),
		}));
		return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row);
	}
	const oldestFirst = rows
		.sort((a, b) => a.at - b.at || (a.row.id < b.row.id ? -1 : 1))
		.map(({ row }) => row);
	return order === 'oldestFirst' ? oldestFirst : oldestFirst.reverse();
}
