import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { OperationFamily, Resource } from '../catalogue/operation';
import { PMS_LABELS, type Pms } from '../catalogue/pms';
import { writeJobOperations } from './writeJob';

const RESOURCE_OF_JOBS = {
	name: 'Write Job',
	value: 'writeJob',
	description: 'The job that carries a write to the PMS',
};

const byName = (a: INodePropertyOptions, b: INodePropertyOptions): number => a.name.localeCompare(b.name);

const resourceSelector = (resources: readonly Resource[], first: string | undefined): INodeProperties => ({
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	default: first,
	options: [
		...resources.map(({ label, resource, description }) => ({ name: label, value: resource, description })),
		RESOURCE_OF_JOBS,
	].sort(byName),
});

const operationSelector = ({ resource, operations }: Resource, first: string | undefined): INodeProperties => ({
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: first,
	displayOptions: { show: { resource: [resource] } },
	options: operations
		.map(({ label, operation, action, description }) => ({ name: label, value: operation, action, description }))
		.sort(byName),
});

/** No PMS is chosen beforehand: which one the customer runs is not for the node to guess. */
const pmsSelector = (resource: string, { operation, pms }: OperationFamily): INodeProperties => ({
	displayName: 'PMS',
	name: 'pms',
	type: 'options',
	required: true,
	default: '',
	displayOptions: { show: { resource: [resource], operation: [operation] } },
	description: 'The property management system that the integration connects to',
	options: (Object.keys(pms) as Pms[]).map((value) => ({ name: PMS_LABELS[value], value })).sort(byName),
});

/**
 * The Resource, Operation and PMS dropdowns. PMS offers only what Propexo supports for the
 * resource and operation.
 * @param resources the resources of the catalogue
 */
export const selectors = (resources: readonly Resource[]): INodeProperties[] => [
	resourceSelector(resources, resources[0]?.resource),
	...resources.map((resource) => operationSelector(resource, resource.operations[0]?.operation)),
	writeJobOperations,
	...resources.flatMap(({ resource, operations }) =>
		operations.map((family) => pmsSelector(resource, family)),
	),
];
