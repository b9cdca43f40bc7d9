import type { Field, ListField } from './field';
import type { Pms } from './pms';

/**
 * Whether write-status will carry the id of the record that was written: `set`, never
 * (`notRetrievable`), or Propexo does not say.
 */
export type CreatedRecordId = 'set' | 'notRetrievable' | 'unknown';

/** What one PMS wants for one operation: the entry that is added to support another PMS. */
export interface PmsEntry {
	readonly fields: readonly Field[];
	readonly createdRecordId: CreatedRecordId;
	/** What a person must know before writing to this PMS, a sentence or two each. */
	readonly notices?: readonly string[];
	/** Propexo's page on it. */
	readonly docs: string;
}

/** A write operation of one resource, over all PMS that Propexo supports for it. */
export interface OperationFamily {
	readonly operation: string;
	readonly label: string;
	readonly action: string;
	readonly description: string;
	readonly method: 'POST' | 'PUT';
	/** Propexo's path, with `{pms}` for the PMS and `{…_id}` for a path parameter. */
	readonly path: string;
	/** The list that one request fills from many input items, for batches. */
	readonly batchOf?: string;
	readonly pms: Readonly<Partial<Record<Pms, PmsEntry>>>;
}

/** A resource a person chooses, with its write operations. */
export interface Resource {
	readonly resource: string;
	readonly label: string;
	readonly description: string;
	readonly operations: readonly OperationFamily[];
}

/** One resource, one operation, one PMS: one endpoint of Propexo. */
export interface WriteOperation extends PmsEntry {
	readonly resource: string;
	readonly operation: string;
	readonly pms: Pms;
	readonly method: 'POST' | 'PUT';
	readonly path: string;
	readonly batchOf?: string;
}

/**
 * Every endpoint of a resource, one for each operation and PMS.
 * @param resource a resource of the catalogue
 */
export const writesOf = (resource: Resource): WriteOperation[] =>
	resource.operations.flatMap(({ operation, method, path, batchOf, pms }) =>
		(Object.entries(pms) as Array<[Pms, PmsEntry]>).map(([name, entry]) => ({
			...entry,
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
 * @param write an endpoint of the catalogue
 * @returns nothing for an endpoint that writes one record
 */
export const batchList = (write: WriteOperation): ListField | undefined =>
	write.fields.find((field): field is ListField => field.type === 'array' && field.name === write.batchOf);
