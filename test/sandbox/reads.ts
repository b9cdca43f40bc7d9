import { type Answer, invalidRequest, notFound, ok } from './answers';
import type { Call, Endpoint } from './call';
import { contract, type ReadEndpoint, storedModelOf } from './contract';
import { passes, readQuery } from './filters';
import { page, pageMeta } from './listing';
import type { State } from './state';

/** The endpoints of all documented lists and records. https://docs.propexo.com/api-reference/pms-generic-ap-is */
export function readEndpoints(): Endpoint[] {
	return contract.reads.map((endpoint) => ({
		method: 'GET',
		path: endpoint.path,
		answer: endpoint.kind === 'list' ? listOf(endpoint) : recordOf(endpoint),
	}));
}

function recordOf(endpoint: ReadEndpoint): Endpoint['answer'] {
	const model = storedModelOf(endpoint);
	return (state, call) => {
		state.jobs.settle();
		const [id = ''] = Object.values(call.params);
		const stored = state.records.get(model, id);
		return stored
			? ok({ meta: pageMeta(state.options.hasMore), results: stored.record })
			: notFound('The record');
	};
}

function listOf(endpoint: ReadEndpoint): Endpoint['answer'] {
	const model = storedModelOf(endpoint);
	const schema = readQuery(endpoint);
	return (state, call) => {
		state.jobs.settle();
		const parsed = schema.safeParse(call.query);
		if (!parsed.success) return invalidRequest(parsed.error.issues, state.options.issueNesting);
		const missing = missingParent(state, call);
		if (missing) return missing;

		const { paging, filters } = parsed.data;
		const rows = state.records
			.list(model)
			.filter((stored) => passes(stored, { ...filters, ...call.params }));
		const { results, meta } = page(
			rows.map(({ record }) => record),
			paging,
			state.options.hasMore,
		);
		return ok({ meta, results });
	};
}

/** The 404 for a list that belongs to a record (the items of a purchase order) which does not exist. */
function missingParent(state: State, { params }: Call): Answer | undefined {
	return Object.values(params).some((id) => !state.records.find(id))
		? notFound('The record')
		: undefined;
}
