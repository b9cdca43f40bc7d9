import { type Field, isList, type ListField, type StringField } from './fields';
import type { Pms } from './pms';

/**
 * Whether write-status will carry the id of the record that was written: `set`, never
 * (`notRetrievable`), or Propexo does not say.
 */
export type CreatedRecordId = 'set' | 'notRetrievable' | 'unknown';

/** A condition on another field of the same body. */
export interface Condition {
	readonly field: string;
	/** The values for which it holds; without them it holds when the field is set at all. */
	readonly is?: ReadonlyArray<string | boolean>;
}

/** What a body has to fulfil besides its fields. */
export type Rule =
	| { readonly when: Condition; readonly requires: string }
	| { readonly when: Condition; readonly field: string; readonly min: number; readonly max: number }
	/** A total in cents that equals the sum of its lines, each line's amount under the same name. */
	| { readonly total: string; readonly of: string };

/** What one PMS wants for one operation: the entry that is added to support another PMS. */
export interface EndpointSpec {
	readonly fields: readonly Field[];
	readonly createdRecordId: CreatedRecordId;
	/** What a person must know before writing to this PMS, a sentence or two each. */
	readonly notices?: readonly string[];
	/** Who has to approve in the PMS what was written, before it counts. */
	readonly approval?: string;
	readonly rules?: readonly Rule[];
	/** Propexo calls the endpoint a beta. */
	readonly isBeta?: boolean;
	/** Its documentation was cut off: the body may have more fields than are listed. */
	readonly isOpen?: boolean;
	/** Propexo's page on it. */
	readonly docs: string;
}

/** A write operation of one resource, over all PMS that Propexo supports for it. */
export interface Operation {
	readonly operation: string;
	readonly label: string;
	readonly action: string;
	readonly description: string;
	readonly method: 'POST' | 'PUT';
	/** Propexo's path, with `{pms}` for the PMS and `{…_id}` for a path parameter. */
	readonly path: string;
	/** The ids in the path, which are not part of the body. */
	readonly pathIds?: readonly StringField[];
	/** What a person should know whatever the PMS, such as which PMS is missing and why. */
	readonly notices?: readonly string[];
	/** The list that one request fills from many input items, for batches. */
	readonly batchOf?: string;
	readonly pms: Readonly<Partial<Record<Pms, EndpointSpec>>>;
}

/** A resource a person chooses, with its write operations. */
export interface Resource {
	readonly resource: string;
	readonly label: string;
	readonly description: string;
	readonly operations: readonly Operation[];
}

/** One resource, one operation, one PMS: one endpoint of Propexo. */
export interface Endpoint extends EndpointSpec {
	readonly resource: string;
	readonly operation: string;
	readonly pms: Pms;
	readonly method: 'POST' | 'PUT';
	readonly path: string;
	readonly pathIds: readonly StringField[];
	readonly batchOf?: string;
}

/** Every endpoint of a resource, one for each operation and PMS. */
export const endpointsOf = (resource: Resource): Endpoint[] =>
	resource.operations.flatMap(({ operation, method, path, pathIds = [], batchOf, pms }) =>
		(Object.entries(pms) as Array<[Pms, EndpointSpec]>).map(([name, entry]) => ({
			...entry,
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
 * The list of a batch endpoint's body that many input items fill together.
 * @returns nothing for an endpoint that writes one record
 */
export const batchListField = (write: Endpoint): ListField | undefined =>
	write.fields.find((field): field is ListField => isList(field) && field.name === write.batchOf);
