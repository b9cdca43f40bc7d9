import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Operation, Resource } from '../catalogue/endpoint';
import { type Pms, PMS_LABELS } from '../catalogue/pms';
import type { ReadResource } from '../catalogue/reads';
import { type RecordName, recordSpec } from '../catalogue/records';
import { writeJobOperations } from './writeJobProperties';

const WRITE_JOB_OPTION = {
	name: 'Write Job',
	value: 'writeJob',
	description: 'A write operation as it is processed by the PMS',
};

const byName = (a: INodePropertyOptions, b: INodePropertyOptions): number =>
	a.name.localeCompare(b.name);

const resourceOption = (resource: RecordName): INodePropertyOptions => {
	const { label, alias, description = '' } = recordSpec(resource);
	return { name: alias ? `${label} (${alias})` : label, value: resource, description };
};

const operationOption = ({
	operation,
	label,
	action,
	description,
}: Pick<Operation, 'operation' | 'label' | 'action' | 'description'>): INodePropertyOptions => ({
	name: label,
	value: operation,
	action,
	description,
});

/** The operations of each resource; one that can be written and read has its writes first. */
const operationsByResource = (
	writable: readonly Resource[],
	readable: readonly ReadResource[],
): Map<RecordName, INodePropertyOptions[]> => {
	const all = [
		...writable,
		...readable.map(({ resource, reads }) => ({ resource, operations: reads })),
	];
	const byResource = new Map<RecordName, INodePropertyOptions[]>();
	for (const { resource, operations } of all) {
		const known = byResource.get(resource) ?? [];
		byResource.set(resource, [...known, ...operations.map(operationOption)]);
	}
	return byResource;
};

const resourceSelector = (
	resources: readonly RecordName[],
	first: RecordName | undefined = resources[0],
): INodeProperties => ({
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	default: first,
	options: [...resources.map(resourceOption), WRITE_JOB_OPTION].sort(byName),
});

const operationSelector = (
	resource: RecordName,
	operations: readonly INodePropertyOptions[],
	first: INodePropertyOptions['value'] | undefined = operations[0]?.value,
): INodeProperties => ({
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: first,
	displayOptions: { show: { resource: [resource] } },
	options: [...operations].sort(byName),
});

/** No default: which PMS the customer runs is not for the node to guess. */
const pmsSelector = (resource: RecordName, { operation, pms }: Operation): INodeProperties => ({
	displayName: 'PMS',
	name: 'pms',
	type: 'options',
	required: true,
	default: '',
	displayOptions: { show: { resource: [resource], operation: [operation] } },
	description: 'The property management system that the integration connects to',
	options: (Object.keys(pms) as Pms[])
		.map((value) => ({ name: PMS_LABELS[value], value }))
		.sort(byName),
});

/** The Resource, Operation and PMS dropdowns. PMS is for writes, and lists those that Propexo supports. */
export function selectors(
	writable: readonly Resource[],
	readable: readonly ReadResource[],
): INodeProperties[] {
	const operations = operationsByResource(writable, readable);
	return [
		resourceSelector([...operations.keys()]),
		...[...operations].map(([resource, options]) => operationSelector(resource, options)),
		writeJobOperations,
		...writable.flatMap((one) =>
			one.operations.map((operation) => pmsSelector(one.resource, operation)),
		),
	];
}
