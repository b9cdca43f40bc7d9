import type { INodeProperties } from 'n8n-workflow';

import type { Endpoint } from '../catalogue/endpoint';
import { minimalShowConditions } from './minimalShowConditions';

type Show = NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>;

/** A parameter, and the endpoints it belongs to. */
export interface ScopedProperty {
	readonly parameter: INodeProperties;
	readonly writes: readonly Endpoint[];
}

/**
 * One parameter for all endpoints that want the very same one.
 * @returns each distinct parameter once, with all of its endpoints, in order of first use
 */
export function mergeIdentical(placed: readonly ScopedProperty[]): ScopedProperty[] {
	const merged = new Map<string, ScopedProperty>();
	for (const { parameter, writes } of placed) {
		const key = JSON.stringify(parameter);
		merged.set(key, { parameter, writes: [...(merged.get(key)?.writes ?? []), ...writes] });
	}
	return [...merged.values()];
}

/**
 * Copies of a parameter that together are shown for the given endpoints and no others.
 * The PMS comes last: n8n goes through the conditions in their order and shows the parameter at
 * the first one whose value is an expression, so what hides it in spite of that must come before.
 */
export const showFor = (
	{ parameter, writes }: ScopedProperty,
	all: readonly Endpoint[],
	also: Show = {},
): INodeProperties[] =>
	minimalShowConditions(writes, all).map(({ resource, operation, pms }) => ({
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
