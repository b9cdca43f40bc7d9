import { type Filter, filtersOf } from './filters';
import { type PickerName, PICKERS } from './pickers';
import { type Model, MODELS } from './records';

/** The id of a record that stands in a path. */
export interface PathId {
	/** Propexo's name with the record's model, such as `invoice_id`. */
	readonly name: string;
	readonly label: string;
	/** The list a person picks it from, where there is one. */
	readonly list?: PickerName;
}

/** One read endpoint of Propexo, as a person chooses it. */
export interface ReadOperation {
	readonly resource: string;
	readonly operation: string;
	readonly label: string;
	readonly action: string;
	readonly description: string;
	/** One record by its id, or a list of records. */
	readonly gives: 'record' | 'list';
	/** Propexo's path, with `{…_id}` for an id. */
	readonly path: string;
	readonly pathId?: PathId;
	/** What a list can be narrowed to; none for a record. */
	readonly filters: readonly Filter[];
}

/** A resource a person chooses, with its reads. */
export interface ReadResource {
	readonly resource: string;
	readonly label: string;
	readonly description: string;
	readonly reads: readonly ReadOperation[];
}

const camelCase = (name: string): string =>
	name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const labelOf = (resource: string): string =>
	MODELS.find((model) => model.resource === resource)?.label ?? resource;

const isList = (name: string): name is PickerName => name in PICKERS;

/** The id in a path: `{purchase_order_id}` stands for a record of the resource `purchaseOrder`. */
const pathIdOf = (path: string): PathId | undefined => {
	const [, stem] = /\{(\w+)_id\}/.exec(path) ?? [];
	if (!stem) return undefined;
	const resource = camelCase(stem);
	return {
		name: `${stem}_id`,
		label: labelOf(resource),
		...(isList(resource) && { list: resource }),
	};
};

const endpoint = (
	resource: string,
	facts: Omit<ReadOperation, 'resource' | 'pathId'>,
): ReadOperation => {
	const pathId = pathIdOf(facts.path);
	return { resource, ...facts, ...(pathId && { pathId }) };
};

const recordOf = ({ resource, label }: Model, path: string): ReadOperation => {
	const noun = label.toLowerCase();
	const [operation, action, description] = ['get', `Get ${noun}`, `Get one ${noun} by its ID`];
	return endpoint(resource, {
		operation,
		label: 'Get',
		action,
		description,
		gives: 'record',
		path,
		filters: [],
	});
};

const listOf = ({ resource, plural, list, filters }: Model): ReadOperation => {
	const [operation, action, description] = ['getMany', `Get many ${plural}`, `Get many ${plural}`];
	return endpoint(resource, {
		operation,
		label: 'Get Many',
		action,
		description,
		gives: 'list',
		path: list,
		filters: filtersOf(filters),
	});
};

const readsOf = (model: Model): ReadOperation[] => [
	...(model.record ? [recordOf(model, model.record)] : []),
	listOf(model),
	...(model.more ?? []).map((one) =>
		endpoint(model.resource, { ...one, gives: 'list', filters: filtersOf(one.filters) }),
	),
];

/** Every resource a person can read, whether it can be written too or not. */
export const READ_RESOURCES: readonly ReadResource[] = MODELS.map((model) => {
	const { resource, label, description } = model;
	return { resource, label, description, reads: readsOf(model) };
});

/** Every read endpoint of the catalogue. */
export const READS: readonly ReadOperation[] = READ_RESOURCES.flatMap(({ reads }) => reads);

/**
 * The endpoint for what was chosen in the node.
 * @returns nothing where it is no read
 */
export const findRead = (resource: string, operation: string): ReadOperation | undefined =>
	READS.find((read) => read.resource === resource && read.operation === operation);
