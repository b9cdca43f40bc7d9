import { type Filter, filtersOf } from './filters';
import { type RecordName, recordNoun, RECORDS, type RecordSpec, recordSpec } from './records';

/** The ID of a record in a path. */
export interface PathId {
	/** Propexo's name, such as `purchase_order_id`. */
	readonly name: string;
	readonly record: RecordName;
	readonly label: string;
	/** What the record is called within a sentence. */
	readonly noun: string;
}

/** One read endpoint of Propexo. */
export interface ReadOperation {
	readonly resource: RecordName;
	readonly operation: string;
	readonly label: string;
	readonly action: string;
	readonly description: string;
	readonly returns: 'record' | 'list';
	/** Propexo's path, with `{…_id}` for an ID. */
	readonly path: string;
	readonly pathId?: PathId;
	/** The filters of a list; none for a record. */
	readonly filters: readonly Filter[];
}

/** A resource with its reads. */
export interface ReadResource {
	readonly resource: RecordName;
	readonly reads: readonly ReadOperation[];
}

const camelCase = (name: string): string =>
	name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const isRecordName = (name: string): name is RecordName => name in RECORDS;

/** `{purchase_order_id}` in a path names a record of `purchaseOrder`. */
const pathIdOf = (path: string): PathId | undefined => {
	const [, stem] = /\{(\w+)_id\}/.exec(path) ?? [];
	if (!stem) return undefined;
	const record = camelCase(stem);
	if (!isRecordName(record)) throw new Error(`The catalogue has no record for the path ${path}`);
	return { name: `${stem}_id`, record, label: RECORDS[record].label, noun: recordNoun(record) };
};

const withPathId = (read: Omit<ReadOperation, 'pathId'>): ReadOperation => {
	const pathId = pathIdOf(read.path);
	return { ...read, ...(pathId && { pathId }) };
};

const getOperation = (resource: RecordName, path: string): ReadOperation => {
	const noun = recordNoun(resource);
	return withPathId({
		resource,
		operation: 'get',
		label: 'Get',
		action: `Get ${noun}`,
		description: `Get one ${noun} by its ID`,
		returns: 'record',
		path,
		filters: [],
	});
};

const getManyOperation = (
	resource: RecordName,
	path: string,
	{ plural, filters = [] }: RecordSpec,
): ReadOperation => {
	const [operation, action, description] = ['getMany', `Get many ${plural}`, `Get many ${plural}`];
	return withPathId({
		resource,
		operation,
		label: 'Get Many',
		action,
		description,
		returns: 'list',
		path,
		filters: filtersOf(filters),
	});
};

const readsOf = (resource: RecordName): ReadOperation[] => {
	const spec = recordSpec(resource);
	return [
		...(spec.recordPath ? [getOperation(resource, spec.recordPath)] : []),
		...(spec.listPath ? [getManyOperation(resource, spec.listPath, spec)] : []),
		...(spec.subLists ?? []).map((list) =>
			withPathId({ ...list, resource, returns: 'list', filters: filtersOf(list.filters) }),
		),
	];
};

/** Every resource that can be read, whether it can be written too or not. */
export const READ_RESOURCES: readonly ReadResource[] = (Object.keys(RECORDS) as RecordName[])
	.map((resource) => ({ resource, reads: readsOf(resource) }))
	.filter(({ reads }) => reads.length > 0);

/** Every read endpoint of the catalogue. */
export const READS: readonly ReadOperation[] = READ_RESOURCES.flatMap(({ reads }) => reads);

/**
 * The read endpoint of a resource and operation.
 * @returns undefined for an operation that is no read
 */
export const findRead = (resource: string, operation: string): ReadOperation | undefined =>
	READS.find((read) => read.resource === resource && read.operation === operation);
