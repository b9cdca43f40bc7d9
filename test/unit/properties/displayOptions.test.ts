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

const shows = (rectangles: ReturnType<typeof minimalShowConditions>, one: Choice): boolean =>
	rectangles.some(
		({ resource, operation, pms }) =>
			resource.includes(one.resource) && operation.includes(one.operation) && pms.includes(one.pms),
	);

it('one set of conditions is enough where no other choice exists between them', () => {
	const all = [choice('invoice', 'create', 'a'), choice('charge', 'batch', 'b')];

	expect(minimalShowConditions(all, all)).toHaveLength(1);
});

it('another choice between them takes a second set', () => {
	const wanted = [choice('invoice', 'create', 'a'), choice('charge', 'create', 'b')];
	const all = [...wanted, choice('invoice', 'create', 'b')];

	expect(minimalShowConditions(wanted, all)).toHaveLength(2);
});

it('shows a parameter for exactly the choices that want it', () => {
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
			const rectangles = minimalShowConditions(wanted, all);

			for (const one of all) expect(shows(rectangles, one)).toBe(wanted.includes(one));
		}),
	);
});
