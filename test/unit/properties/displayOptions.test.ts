import fc from 'fast-check';

import {
	type EndpointSelection,
	minimalShowConditions,
} from '../../../nodes/Propexo/properties/displayOptions';

const selection = (resource: string, operation: string, pms: string): EndpointSelection => ({
	resource,
	operation,
	pms,
});

const matching = (
	conditions: ReturnType<typeof minimalShowConditions>,
	one: EndpointSelection,
): number =>
	conditions.filter(
		({ resource, operation, pms }) =>
			resource.includes(one.resource) && operation.includes(one.operation) && pms.includes(one.pms),
	).length;

it('two selections share one condition where no other selection matches it', () => {
	const all = [selection('invoice', 'create', 'a'), selection('charge', 'batch', 'b')];

	expect(minimalShowConditions(all, all)).toHaveLength(1);
});

it('two selections take two conditions where a third would match one', () => {
	const wanted = [selection('invoice', 'create', 'a'), selection('charge', 'create', 'b')];
	const all = [...wanted, selection('invoice', 'create', 'b')];

	expect(minimalShowConditions(wanted, all)).toHaveLength(2);
});

it('exactly one condition matches each wanted selection, and none matches another', () => {
	const letters = fc.constantFrom('a', 'b', 'c');
	const selections = fc.uniqueArray(
		fc.record({ resource: letters, operation: letters, pms: letters }),
		{
			selector: (one) => JSON.stringify(one),
		},
	);
	fc.assert(
		fc.property(selections, fc.infiniteStream(fc.boolean()), (all, picks) => {
			const wanted = all.filter(() => picks.next().value as boolean);
			const conditions = minimalShowConditions(wanted, all);

			for (const one of all) expect(matching(conditions, one)).toBe(wanted.includes(one) ? 1 : 0);
		}),
	);
});
