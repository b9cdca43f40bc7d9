import fc from 'fast-check';

import {
	type Choice,
	minimalShowConditions,
} from '../../../nodes/Propexo/properties/minimalShowConditions';

const choice = (resource: string, operation: string, pms: string): Choice => ({
	resource,
	operation,
	pms,
});

const shows = (conditions: ReturnType<typeof minimalShowConditions>, one: Choice): boolean =>
	conditions.some(
		({ resource, operation, pms }) =>
			resource.includes(one.resource) && operation.includes(one.operation) && pms.includes(one.pms),
	);

it('two choices share one condition where no other choice matches it', () => {
	const all = [choice('invoice', 'create', 'a'), choice('charge', 'batch', 'b')];

	expect(minimalShowConditions(all, all)).toHaveLength(1);
});

it('two choices take two conditions where a third would match one', () => {
	const wanted = [choice('invoice', 'create', 'a'), choice('charge', 'create', 'b')];
	const all = [...wanted, choice('invoice', 'create', 'b')];

	expect(minimalShowConditions(wanted, all)).toHaveLength(2);
});

it('shows a parameter for exactly the wanted choices', () => {
	const letters = fc.constantFrom('a', 'b', 'c');
	const choices = fc.uniqueArray(
		fc.record({ resource: letters, operation: letters, pms: letters }),
		{
			selector: (one) => JSON.stringify(one),
		},
	);
	fc.assert(
		fc.property(choices, fc.infiniteStream(fc.boolean()), (all, picks) => {
			const wanted = all.filter(() => picks.next().value as boolean);
			const conditions = minimalShowConditions(wanted, all);

			for (const one of all) expect(shows(conditions, one)).toBe(wanted.includes(one));
		}),
	);
});
