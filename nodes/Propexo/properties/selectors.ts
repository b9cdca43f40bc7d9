import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Operation, Resource } from '../catalogue/endpoint';
import { type Pms, PMS_LABELS } from '../catalogue/pms';
import type { ReadResource } from '../catalogue/reads';
import { writeJobOperations } from './writeJobProperties';

const WRITE_JOB_RESOURCE = {
	name: 'Write Job',
	value: 'writeJob',
	description: 'The job that carries a write to the PMS',
};

const byName = (a: INodePropertyOptions, b: INodePropertyOptions): number =>
	a.name.localeCompare(b.name);

/** An entry of the Resource dropdown, with the entries of its Operation dropdown. */
interface ResourceChoice extends INodePropertyOptions {
	readonly operations: readonly INodePropertyOptions[];
}

const operationChoice = (
	one: Pick<Operation, 'operation' | 'label' | 'action' | 'description'>,
): INodePropertyOptions => ({
	name: one.label,
	value: one.operation,
	action: one.action,
	description: one.description,
});

/** A resource may have writes, reads or both; one that has both is offered once, with its writes first. */
const resourceChoices = (
	writable: readonly Resource[],
	readable: readonly ReadResource[],
): ResourceChoice[] => {
	const all = [
		...writable.map((one) => ({ ...one, operations: one.operations })),
		...readable.map((one) => ({ ...one, operations: one.reads })),
	];
	const choices = new Map<string, ResourceChoice>();
	for (const { resource, label, description, operations } of all) {
		const known = choices.get(resource) ?? {
			name: label,
			value: resource,
			description,
			operations: [],
		};
		choices.set(resource, {
			...known,
			operations: [...known.operations, ...operations.map(operationChoice)],
		});
	}
	return [...choices.values()];
};

const resourceSelector = (
	choices: readonly ResourceChoice[],
	first: ResourceChoice['value'] | undefined,
): INodeProperties => ({
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	default: first,
	options: [...choices.map(({ operations: _, ...choice }) => choice), WRITE_JOB_RESOURCE].sort(
		byName,
	),
});

const operationSelector = (
	{ value, operations }: ResourceChoice,
	first: ResourceChoice['value'] | undefined,
): INodeProperties => ({
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: first,
	displayOptions: { show: { resource: [value] } },
	options: [...operations].sort(byName),
});

/** No PMS is chosen beforehand: which one the customer runs is not for the node to guess. */
const pmsSelector = (resource: string, { operation, pms }: Operation): INodeProperties => ({
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

/**
 * The Resource, Operation and PMS dropdowns. PMS is for writes only, and offers only what
 * Propexo supports for the resource and operation.
 */
export function selectors(
	writable: readonly Resource[],
	readable: readonly ReadResource[],
): INodeProperties[] {
	const choices = resourceChoices(writable, readable);
	return [
		resourceSelector(choices, choices[0]?.value),
		...choices.map((choice) => operationSelector(choice, choice.operations[0]?.value)),
		writeJobOperations,
		...writable.flatMap(({ resource, operations }) =>
			operations.map((family) => pmsSelector(resource, family)),
		),
	];
}
