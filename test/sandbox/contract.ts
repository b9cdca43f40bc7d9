import contractJson from './contract.json';

/** A condition on another field of the same body. `names` is the name of the record that the id refers to. */
export type Condition =
	| { field: string; equals: string | boolean }
	| { field: string; isSet: true }
	| { field: string; names: string };

/** One documented body field. Amounts are in cents, limits as documented; `required` is absent when optional. */
export interface Field {
	name: string;
	type:
		| 'string'
		| 'integer'
		| 'number'
		| 'boolean'
		| 'enum'
		| 'dateTime'
		| 'dateOrDatetime'
		| 'array'
		| 'object';
	required?: true;
	requiredUnknown?: true;
	enum?: string[];
	min?: number;
	exclusiveMin?: number;
	max?: number;
	minLength?: number;
	maxLength?: number;
	minItems?: number;
	pattern?: string;
	format?: 'email' | 'uri';
	requiredIf?: Condition;
	itemsIncomplete?: true;
	items?: Field[];
	itemsAnyOf?: Field[][];
	fields?: Field[];
}

/** What a rule requires: a field, a narrower range, or a total that equals its lines. */
export type Requirement =
	| { field: string; required: true }
	| { field: string; min: number; max: number }
	| { field: string; equalsSumOf: string; of: string };

/** A condition between fields. Without `if` it always applies; the values of one name are alternatives. */
export interface Rule {
	if?: Record<string, string[]>;
	then: Requirement;
}

/** What identifies an operation: resource, operation and PMS slug, as in `invoice`, `create`, `buildium`. */
export interface OperationKey {
	resource: string;
	operation: string;
	pms: string;
}

/** One write endpoint. `createdRecordId` says whether write-status will carry the new record's id. */
export interface WriteOperation extends OperationKey {
	method: 'POST' | 'PUT';
	path: string;
	pathParams?: string[];
	createdRecordId: 'set' | 'notRetrievable' | 'unknown';
	fieldsIncomplete?: true;
	rules?: Rule[];
	fields: Field[];
}

/** A combination that Propexo documents as unsupported: its response is always 405. */
export interface UnsupportedOperation extends OperationKey {
	method: 'POST' | 'PUT';
	path: string;
	pathInferred?: true;
}

/** One read endpoint. A query type is a type name, `vendor`, or the allowed values. `record` maps a name to its type. */
export interface ReadEndpoint {
	model: string;
	kind: 'list' | 'get';
	path: string;
	query: Record<string, string | string[]>;
	record?: Record<string, string>;
}

/** The content of contract.json. `vendors` are the integration vendors that read filters accept. */
export interface Contract {
	vendors: string[];
	writes: WriteOperation[];
	unsupported: UnsupportedOperation[];
	reads: ReadEndpoint[];
}

/**
 * What Propexo's public documentation says about its write operations, the unsupported ones and the read endpoints.
 * https://docs.propexo.com/api-reference/
 */
export const contract = contractJson as unknown as Contract;

/** `invoice.create.buildium` for an operation. */
export function operationName({ resource, operation, pms }: OperationKey): string {
	return `${resource}.${operation}.${pms}`;
}

/** The integration vendor of a PMS slug: the same word in upper case (`yardi_rest`: `YARDI_REST`). */
export function vendorOf(pms: string): string {
	return pms.toUpperCase();
}

/** The model (path segment) in which the records of a written resource are read: `payable-registers` for `payableRegister`. */
export function modelOf(resource: string): string {
	if (resource === 'residentCredit') return 'resident-charges';
	if (resource === 'depositSummary') return 'deposit-summaries';
	return `${resource.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}s`;
}

/** The model under which the records of a read endpoint are stored; purchase order items are a model of their own. */
export function storedModelOf({ model, path }: ReadEndpoint): string {
	return path.endsWith('/items') ? 'purchase-order-items' : model;
}

/** The write operation with that name (`invoice.create.buildium`). Throws an Error when the contract has none. */
export function writeOperation(name: string): WriteOperation {
	const found = contract.writes.find((write) => operationName(write) === name);
	if (!found) throw new Error(`The contract has no write operation ${name}`);
	return found;
}
