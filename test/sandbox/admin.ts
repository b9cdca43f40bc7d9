import type { z } from 'zod/v3';

import { iso } from './clock';
import { integrationView } from './integrations';
import type { Job } from './jobs';
import { integrationQuery, pageMeta, paginate } from './pagination';
import { type ApiRequest, type Endpoint, toMatchable } from './request';
import { type ApiResponse, errorResponse, invalidRequest, notFound, ok } from './responses';
import type { State } from './state';
import { jobType, type LoggedJob, loggedJobId, writeLogPage, writeLogQuery } from './writeLog';

/** The endpoints around writing: integrations, write status, retry, write log. */
export function adminEndpoints(): Endpoint[] {
	return [
		{ method: 'GET', path: '/v1/admin/integrations/', handle: listIntegrations },
		{ method: 'GET', path: '/v1/admin/integrations/{integration_id}/', handle: getIntegration },
		{
			method: 'GET',
			path: '/v1/admin/integrations/{integration_id}/rate-limits/',
			handle: getRateLimits,
		},
		{ method: 'GET', path: '/v1/admin/write-status/{root_job_id}', handle: getWriteStatus },
		{ method: 'POST', path: '/v1/admin/retry-write/{root_job_id}', handle: retryWrite },
		{ method: 'GET', path: '/v1/admin/logs/writes/', handle: listWriteLog },
		{ method: 'GET', path: '/v1/admin/job-logs/{job_log_id}/', handle: getJobLog },
	];
}

function listIntegrations(state: State, request: ApiRequest): ApiResponse {
	const parsed = integrationQuery.safeParse(request.query);
	if (!parsed.success) return badQuery(state, parsed.error);
	const { integration_vendor: vendor, is_archived: archived, ...paging } = parsed.data;
	const views = [...state.integrations.values()]
		.filter((integration) => vendor === undefined || integration.vendor === vendor)
		.map(integrationView)
		.filter((view) => archived === undefined || String(view.is_archived) === archived);
	const { results, meta } = paginate(views, paging, state.options.hasMore);
	return ok({ meta, results });
}

function getIntegration(state: State, request: ApiRequest): ApiResponse {
	const integration = state.integrations.get(request.params.integration_id ?? '');
	if (!integration) return notFound('The integration');
	const running = { is_running_sync: false, is_running_data_access_check: false };
	return ok({
		meta: pageMeta(state.options.hasMore),
		results: { ...integrationView(integration), ...running },
	});
}

/** Only Rent Manager and Entrata have PMS limits to show: https://docs.propexo.com/api-reference/configuration-ap-is/integrations */
function getRateLimits(state: State, request: ApiRequest): ApiResponse {
	const integration = state.integrations.get(request.params.integration_id ?? '');
	if (!integration) return notFound('The integration');
	const base = { integration_id: integration.id };
	const updatedAt = integration.createdAt;
	if (integration.vendor === 'RENTMANAGER')
		return ok({ results: { ...base, updated_at: updatedAt, minute_limit: 60 } });
	if (integration.vendor === 'ENTRATA') {
		const limits = {
			api: 'invoices',
			updated_at: updatedAt,
			day_limit: 5000,
			hour_limit: 500,
			minute_limit: null,
		};
		return ok({ results: { ...base, api_ratelimits: [limits] } });
	}
	return notFound(`A rate limit for ${integration.vendor}`);
}

/** The flat status body: https://docs.propexo.com/api-reference/configuration-ap-is/admin/check-the-status-of-a-write-operation */
function getWriteStatus(state: State, request: ApiRequest): ApiResponse {
	const job = findJob(state, request);
	if (!job) return notFound('The job');
	return ok({
		write_status: job.status,
		errors: job.errors,
		created_record_id: job.createdRecordId,
	});
}

/** Runs a failed write again as a new job: https://docs.propexo.com/api/reference/configuration-ap-is/admin/retry-a-write-operation/ */
function retryWrite(state: State, request: ApiRequest): ApiResponse {
	const job = findJob(state, request);
	if (!job) return notFound('The job');
	const retryable =
		job.status === 'FAILURE' ||
		(job.status === 'PARTIAL_SUCCESS' && state.options.retryPartialSuccess);
	if (!retryable)
		return errorResponse(
			400,
			'invalid_request',
			`Only failed writes can be retried; this one is ${job.status}`,
		);
	const retry = state.startJob(toWriteInput(job), toMatchable(request), job.id);
	return ok({ success: true, job_id: retry.id });
}

/** The write log: https://docs.propexo.com/api-reference/configuration-ap-is/admin/query-write-job-logs */
function listWriteLog(state: State, request: ApiRequest): ApiResponse {
	const parsed = writeLogQuery.safeParse(request.query);
	if (!parsed.success) return badQuery(state, parsed.error);
	const jobs = state.jobs.all().filter(({ account }) => account === request.account);
	const logged = jobs.flatMap((job): LoggedJob[] => {
		const integration = state.integrations.get(job.integrationId);
		return integration ? [{ job, integration }] : [];
	});
	return ok({
		results: { logs: writeLogPage(logged, parsed.data, state.options, state.clock.now()) },
	});
}

/** One entry of the job log, which leads from a child job to its root. */
function getJobLog(state: State, request: ApiRequest): ApiResponse {
	const wanted = request.params.job_log_id;
	for (const job of state.jobs.all()) {
		const record =
			job.account === request.account
				? job.logs.find(({ jobLogId }) => jobLogId === wanted)
				: undefined;
		if (!record) continue;
		const results = {
			id: record.jobLogId,
			job_id: loggedJobId(job, state.options),
			created_at: iso(record.createdAt),
			job_type: jobType(job),
			status: record.status,
			parent_job_id: state.options.logJobId === 'child' ? job.id : null,
			root_job_id: job.id,
			job_schedule_id: null,
			integration_id: job.integrationId,
			associated_property_id: null,
		};
		return ok({ meta: pageMeta(state.options.hasMore), results });
	}
	return notFound('The job log');
}

function findJob(state: State, request: ApiRequest): Job | undefined {
	const job = state.jobs.get(request.params.root_job_id ?? '');
	return job?.account === request.account ? job : undefined;
}

function toWriteInput({ account, resource, operation, pms, integrationId, body, pathParams }: Job) {
	return { account, resource, operation, pms, integrationId, body, pathParams };
}

function badQuery(state: State, { issues }: z.ZodError): ApiResponse {
	return invalidRequest(issues, state.options.issueNesting);
}
