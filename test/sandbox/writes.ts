import { type Answer, customIssue, failure, invalidRequest, ok } from './answers';
import { type Body, bodySchema } from './bodySchema';
import { type Call, type Endpoint, matchable } from './call';
import { iso } from './clock';
import { contract, type UnsupportedOperation, vendorOf, type WriteOperation } from './contract';
import { unknownIds } from './idCheck';
import { accepts, type Integration } from './integrations';
import type { State } from './state';

/** The endpoints of all write operations and of the unsupported combinations. */
export function writeEndpoints(): Endpoint[] {
	return [...contract.writes.map(writeEndpoint), ...contract.unsupported.map(unsupportedEndpoint)];
}

function writeEndpoint(operation: WriteOperation): Endpoint {
	return {
		method: operation.method,
		path: operation.path,
		answer: (state, call) => {
			if (call.body === undefined && call.text !== '')
				return failure(400, 'invalid_request', 'The body is not valid JSON');
			const stripUnknown = call.query.ignore_unknown_fields === 'true';
			const schema = bodySchema(operation, {
				stripUnknown,
				nameOfRecord: (id) => state.records.nameOf(id),
			});
			const parsed = schema.safeParse(call.body);
			const { issueNesting, checkIds } = state.options;
			if (!parsed.success) return invalidRequest(parsed.error.issues, issueNesting);

			const integration = integrationFor(state, operation, call, parsed.data);
			if (typeof integration === 'string') {
				return invalidRequest([customIssue(['integration_id'], integration)], issueNesting);
			}
			if (checkIds) {
				const issues = unknownIds(parsed.data, call.params, state.records);
				if (issues.length > 0) return invalidRequest(issues, issueNesting);
			}
			return accept(state, operation, call, parsed.data, integration);
		},
	};
}

/** https://docs.propexo.com/api-reference/entrata/invoices/update-invoice-entrata-not-supported: always 405. */
function unsupportedEndpoint({ method, path, pms }: UnsupportedOperation): Endpoint {
	const answer = failure(
		405,
		'method_not_allowed',
		`${vendorOf(pms)} does not support this operation`,
	);
	return { method, path, answer: () => answer };
}

/**
 * The integration a write goes to, or what is wrong with it. Updates name none: theirs is that of the record they
 * change, or the first of the vendor when that record is unknown.
 */
function integrationFor(
	state: State,
	operation: WriteOperation,
	call: Call,
	body: Body,
): Integration | string {
	const vendor = vendorOf(operation.pms);
	const id =
		body.integration_id ?? integrationOfPath(state, call) ?? firstIntegration(state, vendor);
	const integration = state.integrations.get(String(id));
	if (!integration) return `There is no integration ${String(id)}`;
	if (!accepts(integration, vendor))
		return `The integration ${integration.id} is for ${integration.vendor}, not for ${vendor}`;
	return integration;
}

function integrationOfPath(state: State, { params }: Call): unknown {
	const [id = ''] = Object.values(params);
	return state.records.find(id)?.record.integration_id;
}

function firstIntegration(state: State, vendor: string): string | undefined {
	return [...state.integrations.values()].find((integration) => integration.vendor === vendor)?.id;
}

/**
 * Records the write, starts its job and answers with one of the two documented envelopes.
 * https://docs.propexo.com/api-reference/resman/invoices/create-invoice-res-man
 * https://docs.propexo.com/api-reference/pms-generic-ap-is/billing-and-payments/create-resident-credit
 */
function accept(
	state: State,
	operation: WriteOperation,
	call: Call,
	body: Body,
	integration: Integration,
): Answer {
	const { resource, operation: verb, pms } = operation;
	const target = {
		account: call.account,
		resource,
		operation: verb,
		pms,
		integrationId: integration.id,
		pathParams: call.params,
		body,
	};
	const job = state.startJob(target, matchable(call));
	state.ledger.push({
		jobId: job.id,
		method: call.method,
		path: call.url,
		...target,
		at: iso(job.createdAt),
	});
	const { envelope } = state.options;
	return ok(
		envelope === 'meta' ? { meta: { job_id: job.id }, result: body } : { job_id: job.id, data: {} },
	);
}
