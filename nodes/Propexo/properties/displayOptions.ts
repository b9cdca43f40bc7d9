import type { INodeProperties } from 'n8n-workflow';

import type { Endpoint } from '../catalogue/endpoint';

type Show = NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>;

/** An endpoint as it is selected in the form. */
export type EndpointSelection = Readonly<Record<'resource' | 'operation' | 'pms', string>>;

/** Shows a parameter for every combination of these values. */
export interface ShowCondition {
	readonly resource: readonly string[];
	readonly operation: readonly string[];
	readonly pms: readonly string[];
}

const withValue = (values: readonly string[], value: string): readonly string[] =>
	values.includes(value) ? values : [...values, value];

const extend = (condition: ShowCondition, selection: EndpointSelection): ShowCondition => ({
	resource: withValue(condition.resource, selection.resource),
	operation: withValue(condition.operation, selection.operation),
	pms: withValue(condition.pms, selection.pms),
});

const matches = (condition: ShowCondition, selection: EndpointSelection): boolean =>
	condition.resource.includes(selection.resource) &&
	condition.operation.includes(selection.operation) &&
	condition.pms.includes(selection.pms);

/**
 * Few conditions, found greedily, of which exactly one matches each wanted selection and none
 * matches any other that exists: two that match would show the parameter twice. Combinations
 * that cannot be selected may match.
 */
export function minimalShowConditions(
	wanted: readonly EndpointSelection[],
	all: readonly EndpointSelection[],
): ShowCondition[] {
	// What no further condition may match: the unwanted, and the wanted that have their condition.
	const excluded = new Set(all);
	wanted.forEach((selection) => excluded.delete(selection));
	const conditions: ShowCondition[] = [];
	for (const selection of wanted) {
		if (excluded.has(selection)) continue;
		const index = conditions.findIndex((condition) => {
			const extended = extend(condition, selection);
			return [...excluded].every((one) => matches(condition, one) || !matches(extended, one));
		});
		const condition = extend(
			conditions[index] ?? { resource: [], operation: [], pms: [] },
			selection,
		);
		if (index >= 0) conditions[index] = condition;
		else conditions.push(condition);
		wanted.filter((one) => matches(condition, one)).forEach((one) => excluded.add(one));
	}
	return conditions;
}

/** A parameter, and the endpoints it belongs to. */
export interface ScopedProperty {
	readonly parameter: INodeProperties;
	readonly endpoints: readonly Endpoint[];
}

/**
 * One parameter for all endpoints that have an identical one, in order of first use.
 */
export function mergeIdentical(scoped: readonly ScopedProperty[]): ScopedProperty[] {
	const merged = new Map<string, ScopedProperty>();
	for (const { parameter, endpoints } of scoped) {
		const key = JSON.stringify(parameter);
		merged.set(key, {
			parameter,
			endpoints: [...(merged.get(key)?.endpoints ?? []), ...endpoints],
		});
	}
	return [...merged.values()];
}

/**
 * Copies of a parameter that together are shown for its endpoints and no others.
 * The PMS comes last: n8n evaluates the conditions in order and shows the parameter at the
 * first one whose value is an expression, so whatever may still hide it has to come before.
 */
export const showFor = (
	{ parameter, endpoints }: ScopedProperty,
	all: readonly Endpoint[],
	also: Show = {},
): INodeProperties[] =>
	minimalShowConditions(endpoints, all).map(({ resource, operation, pms }) => ({
		...parameter,
		displayOptions: {
			show: {
				...also,
				...parameter.displayOptions?.show,
				resource: [...resource],
				operation: [...operation],
				pms: [...pms],
			},
		},
	}));

/** The order that n8n wants in collections. */
export const byLabel = (a: INodeProperties, b: INodeProperties): number =>
	a.displayName.localeCompare(b.displayName);
