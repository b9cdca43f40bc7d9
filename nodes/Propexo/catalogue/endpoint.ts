import { type Field, isList, type ListField, type StringField } from './fields';
import type { Pms } from './pms';
import type { RecordName } from './records';

/**
 * Whether the write status includes the ID of the new record: `set`, never (`notRetrievable`),
 * or undocumented.
 */
export type CreatedRecordId = 'set' | 'notRetrievable' | 'unknown';

/** A condition on another field of the same body. */
export interface Condition {
	readonly field: string;
	/** The values for which it holds; without them it holds when the field is set at all. */
	readonly in?: ReadonlyArray<string | boolean>;
}

/** What a body must satisfy besides its fields. */
export type Rule =
	| { readonly when: Condition; readonly requires: string }
	| { readonly when: Condition; readonly field: string; readonly min: number; readonly max: number }
	/** A total in cents that equals the sum of its lines, each line's amount under the same name. */
	| { readonly total: string; readonly of: string };

/** One PMS of an operation: the entry to add in order to support another PMS. */
export interface EndpointSpec {
	readonly fields: readonly Field[];
	readonly createdRecordId: CreatedRecordId;
	/** What users have to know before writing to this PMS, a sentence or two each. */
	readonly notices?: readonly string[];
	/** Who has to approve the new record in the PMS before it posts. */
	readonly approval?: string;
	readonly rules?: readonly Rule[];
	readonly isBeta?: boolean;
	/** Its documentation is incomplete: the body may have more fields than are listed. */
	readonly allowsUnknownFields?: boolean;
	/** The URL of Propexo's documentation. */
	readonly docs: string;
}

/** A write operation of one resource, across all PMS that Propexo supports for it. */
export interface Operation {
	readonly operation: string;
	readonly label: string;
	readonly action: string;
	readonly description: string;
	readonly method: 'POST' | 'PUT';
	/** Propexo's path, with `{pms}` for the PMS and `{…_id}` for a path parameter. */
	readonly path: string;
	/** The IDs in the path, which are not part of the body. */
	readonly pathIds?: readonly StringField[];
	/** What users have to know whatever the PMS, such as which PMS is missing and why. */
	readonly notices?: readonly string[];
	/** The list that one request fills from many input items, for batches. */
	readonly batchOf?: string;
	readonly pms: Readonly<Partial<Record<Pms, EndpointSpec>>>;
}

/** The write operations of a resource. */
export interface Resource {
	readonly resource: RecordName;
	readonly operations: readonly Operation[];
}

/** One resource, one operation, one PMS: one endpoint of Propexo. */
export interface Endpoint extends EndpointSpec {
	readonly resource: RecordName;
	readonly operation: string;
	readonly pms: Pms;
	readonly method: 'POST' | 'PUT';
	readonly path: string;
	readonly pathIds: readonly StringField[];
	readonly batchOf?: string;
}

export const endpointsOf = (resource: Resource): Endpoint[] =>
	resource.operations.flatMap(({ operation, method, path, pathIds = [], batchOf, pms }) =>
		(Object.entries(pms) as Array<[Pms, EndpointSpec]>).map(([name, spec]) => ({
			...spec,
			pathIds: pathIds.map((field) => ({ ...field, required: true })),
			resource: resource.resource,
			operation,
			pms: name,
			method,
			path: path.replace('{pms}', name),
			...(batchOf && { batchOf }),
		})),
	);

/**
 * The list that many input items fill together.
 * @returns undefined for an endpoint that writes one record
 */
export const batchListField = (endpoint: Endpoint): ListField | undefined =>
	endpoint.fields.find(
		(field): field is ListField => isList(field) && field.name === endpoint.batchOf,
	);
