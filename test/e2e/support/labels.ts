import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { accountingProperties } from '../../../nodes/Propexo/properties/accountingProperties';
import { triggerProperties } from '../../../nodes/Propexo/trigger/triggerProperties';

/** The parameters of both nodes, those in collections included. */
const PARAMETERS = [...accountingProperties, ...triggerProperties].flatMap((parameter) =>
	parameter.type === 'collection'
		? [parameter, ...(parameter.options as INodeProperties[])]
		: [parameter],
);

const parameterNamed = (name: string): INodeProperties => {
	const parameter = PARAMETERS.find((one) => one.name === name);
	if (!parameter) throw new Error(`No node has the parameter ${name}`);
	return parameter;
};

/** What a user reads above a parameter. */
export const parameterLabel = (name: string): string => parameterNamed(name).displayName;

/** What a user reads in a parameter that is empty, such as `Add Option`. */
export const placeholderOf = (name: string): string => String(parameterNamed(name).placeholder);

const choiceOf = (name: string, value: string, resource?: string): INodePropertyOptions => {
	const choices = PARAMETERS.filter(
		(one) =>
			one.name === name &&
			one.type === 'options' &&
			(!resource || one.displayOptions?.show?.resource?.includes(resource)),
	).flatMap(({ options = [] }) => options as INodePropertyOptions[]);
	const choice = choices.find((one) => one.value === value);
	if (!choice) throw new Error(`${name} has no choice ${value}`);
	return choice;
};

/** What a user reads of a choice in a dropdown. */
export const choiceLabel = (name: string, value: string): string => choiceOf(name, value).name;

/** What a user reads of an operation in the nodes panel and below the node on the canvas. */
export const actionLabel = (resource: string, operation: string): string =>
	String(choiceOf('operation', operation, resource).action);
