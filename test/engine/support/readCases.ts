import type { IDataObject } from 'n8n-workflow';

import type { RequestEntry, Sandbox } from '../../sandbox';
import { contract, type ReadEndpoint } from '../../sandbox/contract';
import { camelCase } from './form';

/** The resource of the node for a model of Propexo. */
const RESOURCES: Record<string, string> = {
	'accounting-entities': 'accountingEntity',
	'charge-codes': 'chargeCode',
	deposits: 'deposit',
	'deposit-summaries': 'depositSummary',
	fees: 'fee',
	'financial-accounts': 'financialAccount',
	integrations: 'integration',
	invoices: 'invoice',
	leases: 'lease',
	locations: 'location',
	'payable-registers': 'payableRegister',
	properties: 'property',
	'purchase-orders': 'purchaseOrder',
	'recurring-resident-charges': 'recurringResidentCharge',
	'resident-charges': 'residentCharge',
	'resident-payments': 'residentPayment',
	residents: 'resident',
	'service-requests': 'serviceRequest',
	units: 'unit',
	vendors: 'vendor',
};

/** The operations of lists below a record, by the end of their paths. */
const BELOW: Record<string, string> = { items: 'getItems', '{property_id}': 'getManyOfProperty' };

/** The endpoints of integrations, which the contract leaves out. */
const INTEGRATIONS: ReadEndpoint[] = [
	{
		model: 'integrations',
		kind: 'get',
		path: '/v1/admin/integrations/{integration_id}/',
		query: {},
	},
	{
		model: 'integrations',
		kind: 'list',
		path: '/v1/admin/integrations/',
		query: {
			'order-by': 'string',
			offset: 'integer',
			limit: 'integer',
			integration_vendor: 'vendor',
			is_archived: 'boolean',
		},
	},
];

/** A read endpoint, and what to choose in the node for it. */
export interface ReadCase {
	readonly resource: string;
	readonly operation: string;
	readonly endpoint: ReadEndpoint;
	/** The parameter for the ID in the path. */
	readonly idParameter: string | undefined;
}

const caseOf = (endpoint: ReadEndpoint): ReadCase => {
	const { model, kind, path } = endpoint;
	const resource = RESOURCES[model] ?? model;
	const [, stem] = /\{(?:(\w+)_)?id\}/.exec(path) ?? [];
	const below = BELOW[path.split('/').at(-1) ?? ''];
	const own = path.includes('{') ? `${resource}Id` : undefined;
	return {
		resource,
		operation: kind === 'get' ? 'get' : (below ?? 'getMany'),
		endpoint,
		idParameter: stem ? `${camelCase(stem)}Id` : own,
	};
};

/** Every documented read, with a title for a test. */
export const READ_CASES = [...contract.reads, ...INTEGRATIONS]
	.map(caseOf)
	.map((one) => [`${one.resource}: ${one.operation}`, one] as const);

/** The reads that return a list. */
export const LIST_CASES = READ_CASES.filter(([, { endpoint }]) => endpoint.kind === 'list');

/** The reads that return one record. */
export const GET_CASES = READ_CASES.filter(([, { endpoint }]) => endpoint.kind === 'get');

/** The order that the node asks for unless told otherwise. */
export const STABLE_ORDER = 'created_at:asc,id:asc';

/** A path with the ID of an existing record filled in. */
export const filled = (path: string): string =>
	path.replace('{purchase_order_id}', 'po-yardi-1-1').replace('{property_id}', 'prop-yardi-1-1');

/** The records that the sandbox returns for a path, requested without the node. */
export async function ask(sandbox: Sandbox, path: string): Promise<IDataObject[]> {
	const response = await fetch(`${sandbox.url}${path}`, {
		headers: { authorization: `Bearer ${sandbox.token}` },
	});
	return ((await response.json()) as { results: IDataObject[] }).results;
}

/** A request's path without its query, and the query. */
export function onTheWire({ method, path }: RequestEntry) {
	const url = new URL(path, 'http://sandbox');
	return { method, path: url.pathname, query: Object.fromEntries(url.searchParams) };
}
