import { type Body, bodySchema } from './bodySchema';
import { iso } from './clock';
import { contract, type UnsupportedOperation, vendorOf, type WriteOperation } from './contract';
import { acceptsVendor, type Integration } from './integrations';
import { type ApiRequest, type Endpoint, toMatchable } from './request';
import { type ApiResponse, customIssue, errorResponse, invalidRequest, ok } from './responses';
import type { State } from './state';
import { unknownIds } from './unknownIds';

/** The endpoints of all write operations and of the unsupported combinations. */
export function writeEndpoints(): Endpoint[] {
	return [...contract.writes.map(writeEndpoint), ...contract.unsupported.map(unsupportedEndpoint)];
}

function writeEndpoint(operation: WriteOperation): Endpoint {
	return {
		method: operation.method,
		path: operation.path,
		handle: (state, request) => {
			if (request.body === undefined && request.text !== '')
				return errorResponse(400, 'invalid_request', 'The body is not valid JSON');
			const stripUnknown = request.query.ignore_unknown_fields === 'true';
			const schema = bodySchema(operation, {
				stripUnknown,
				nameOfRecord: (id) => state.records.nameOf(id),
			});
			const parsed = schema.safeParse(request.body);
			const { issueNesting, checkIds } = state.options;
			if (!parsed.success) return invalidRequest(parsed.error.issues, issueNesting);

			const integration = integrationFor(state, operation, request, parsed.data);
			if (typeof integration === 'string') {
				return invalidRequest([customIssue(['integration_id'], integration)], issueNesting);
			}
			if (checkIds) {
				const issues = unknownIds(parsed.data, request.params, state.records);
				if (issues.length > 0) return invalidRequest(issues, issueNesting);
			}
			return acceptWrite(state, operation, request, parsed.data, integration);
		},
	};
}

/** https://docs.propexo.com/api-reference/entrata/invoices/update-invoice-entrata-not-supported: always 405. */
function unsupportedEndpoint({ method, path, pms }: UnsupportedOperation): Endpoint {
	const response = errorResponse(
		405,
		'method_not_allowed',
		`${vendorOf(pms)} does not support this operation`,
	);
	return { method, path, handle: () => response };
}

/**
 * The integration a write goes to, or what is wrong with it. Updates name none: theirs is that of the record they
 * change, or the first of the vendor when that record is unknown.
 */
function integrationFor(
	state: State,
	operation: WriteOperation,
	request: ApiRequest,
	body: Body,
): Integration | string {
	const vendor = vendorOf(operation.pms);
	const id =
		body.integration_id ?? integrationOfPath(state, request) ?? firstIntegration(state, vendor);
	const integration = state.integrations.get(String(id));
	if (!integration) return `There is no integration ${String(id)}`;
	if (!acceptsVendor(integration, vendor))
		return `The integration ${integration.id} is for ${integration.vendor}, not for ${vendor}`;
	return integration;
}

function integrationOfPath(state: State, { params }: ApiRequest): unknown {
	const [id = ''] = Object.values(params);
	return state.records.find(id)?.record.integration_id;
}

function firstIntegration(state: State, vendor: string): string | undefined {
	return [...state.integrations.values()].find((integration) => integration.vendor === vendor)?.id;
}

/**
 * Records the write, starts its job and responds with one of the two documented envelopes.
 * https://docs.propexo.com/api-reference/resman/invoices/create-invoice-res-man
 * https://docs.propexo.com/api-reference/pms-generic-ap-is/billing-and-payments/create-resident-credit
 */
function acceptWrite(
	state: State,
	operation: WriteOperation,
	request: ApiRequest,
	body: Body,
	integration: Integration,
): ApiResponse {
	const { resource, operation: verb, pms } = operation;
	const target = {
		account: request.account,
		resource,
		operation: verb,
		pms,
		integrationId: integration.id,
		pathParams: request.params,
		body,
	};
	const job = state.startJob(target, toMatchable(request));
	state.ledger.push({
		jobId: job.id,
		method: request.method,
		path: request.url,
		...target,
		at: iso(job.createdAt),
	});
	const { envelope } = state.options;
	return ok(
		envelope === 'meta' ? { meta: { job_id: job.id }, result: body } : { job_id: job.id, data: {} },
	);
}
