import type { INodeProperties } from 'n8n-workflow';

import type { WriteOperation } from '../catalogue/endpoint';
import { cover } from './minimalShowConditions';

type Show = NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>;

/** A parameter, and the endpoints it belongs to. */
export interface Placed {
	readonly parameter: INodeProperties;
	readonly writes: readonly WriteOperation[];
}

/**
 * One parameter for all endpoints that want the very same one.
 * @param placed parameters with one endpoint each, in order
 * @returns each distinct parameter once, with all of its endpoints, in order of first use
 */
export function merge(placed: readonly Placed[]): Placed[] {
	const merged = new Map<string, Placed>();
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
 * @param placed the parameter and its endpoints
 * @param all every endpoint of the catalogue
 * @param also further conditions, by parameter name
 */
export const shownFor = (
	{ parameter, writes }: Placed,
	all: readonly WriteOperation[],
	also: Show = {},
): INodeProperties[] =>
	cover(writes, all).map(({ resource, operation, pms }) => ({
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
