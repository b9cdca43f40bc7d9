import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { OperationFamily, Resource } from '../catalogue/endpoint';
import { type Pms, PMS_LABELS } from '../catalogue/pms';
import type { ReadResource } from '../catalogue/reads';
import { writeJobOperations } from './writeJobProperties';

const RESOURCE_OF_JOBS = {
	name: 'Write Job',
	value: 'writeJob',
	description: 'The job that carries a write to the PMS',
};

const byName = (a: INodePropertyOptions, b: INodePropertyOptions): number =>
	a.name.localeCompare(b.name);

/** An entry of the Resource dropdown, with the entries of its Operation dropdown. */
interface Choice extends INodePropertyOptions {
	readonly operations: readonly INodePropertyOptions[];
}

const operationChoice = (
	one: Pick<OperationFamily, 'operation' | 'label' | 'action' | 'description'>,
): INodePropertyOptions => ({
	name: one.label,
	value: one.operation,
	action: one.action,
	description: one.description,
});

/** A resource may have writes, reads or both; one that has both is offered once, with its writes first. */
const choicesOf = (writable: readonly Resource[], readable: readonly ReadResource[]): Choice[] => {
	const all = [
		...writable.map((one) => ({ ...one, operations: one.operations })),
		...readable.map((one) => ({ ...one, operations: one.reads })),
	];
	const choices = new Map<string, Choice>();
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
	choices: readonly Choice[],
	first: Choice['value'] | undefined,
): INodeProperties => ({
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	default: first,
	options: [...choices.map(({ operations: _, ...choice }) => choice), RESOURCE_OF_JOBS].sort(
		byName,
	),
});

const operationSelector = (
	{ value, operations }: Choice,
	first: Choice['value'] | undefined,
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
const pmsSelector = (resource: string, { operation, pms }: OperationFamily): INodeProperties => ({
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
 * @param writable the resources that can be written
 * @param readable the resources that can be read
 */
export function selectors(
	writable: readonly Resource[],
	readable: readonly ReadResource[],
): INodeProperties[] {
	const choices = choicesOf(writable, readable);
	return [
		resourceSelector(choices, choices[0]?.value),
		...choices.map((choice) => operationSelector(choice, choice.operations[0]?.value)),
		writeJobOperations,
		...writable.flatMap(({ resource, operations }) =>
			operations.map((family) => pmsSelector(resource, family)),
		),
	];
}
