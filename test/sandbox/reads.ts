import { contract, type ReadEndpoint, storedModelOf } from './contract';
import { matchesFilters, readQuery } from './filters';
import { pageMeta, paginate } from './pagination';
import type { ApiRequest, Endpoint } from './request';
import { type ApiResponse, invalidRequest, notFound, ok } from './responses';
import type { State } from './state';

/** The endpoints of all documented lists and records. https://docs.propexo.com/api-reference/pms-generic-ap-is */
export function readEndpoints(): Endpoint[] {
	return contract.reads.map((endpoint) => ({
		method: 'GET',
		path: endpoint.path,
		handle: endpoint.kind === 'list' ? handleList(endpoint) : handleRecord(endpoint),
	}));
}

function handleRecord(endpoint: ReadEndpoint): Endpoint['handle'] {
	const model = storedModelOf(endpoint);
	return (state, request) => {
		state.jobs.finishDue();
		const [id = ''] = Object.values(request.params);
		const stored = state.records.get(model, id);
		return stored
			? ok({ meta: pageMeta(state.options.hasMore), results: stored.record })
			: notFound('The record');
	};
}

function handleList(endpoint: ReadEndpoint): Endpoint['handle'] {
	const model = storedModelOf(endpoint);
	const schema = readQuery(endpoint);
	return (state, request) => {
		state.jobs.finishDue();
		const parsed = schema.safeParse(request.query);
		if (!parsed.success) return invalidRequest(parsed.error.issues, state.options.issueNesting);
		const missing = missingParent(state, request);
		if (missing) return missing;

		const { paging, filters } = parsed.data;
		const rows = state.records
			.list(model)
			.filter((stored) => matchesFilters(stored, { ...filters, ...request.params }));
		const { results, meta } = paginate(
			rows.map(({ record }) => record),
			paging,
			state.options.hasMore,
		);
		return ok({ meta, results });
	};
}

/** The 404 for a list that belongs to a record (the items of a purchase order) which does not exist. */
function missingParent(state: State, { params }: ApiRequest): ApiResponse | undefined {
	return Object.values(params).some((id) => !state.records.find(id))
		? notFound('The record')
		: undefined;
}
