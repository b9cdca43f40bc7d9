import type { Field } from '../../../nodes/Propexo/catalogue/fields';
import { ENDPOINTS } from '../../../nodes/Propexo/catalogue/index';
import { bodySchema } from '../../../nodes/Propexo/catalogue/schema/bodySchema';
import {
	contract,
	type Field as Documented,
	operationName,
	type WriteOperation,
} from '../../sandbox/contract';

const LIMITS = [
	'min',
	'exclusiveMin',
	'max',
	'minLength',
	'maxLength',
	'minItems',
	'pattern',
] as const;

type Facts = Record<string, unknown>;

/** The facts of a field that both sides state, lists and objects included. */
const facts = (field: Field | Documented): Facts => {
	const { name, type, enum: values, items, fields, ...rest } = field as Documented;
	const union = 'union' in field ? field.union : (field as Documented).itemsAnyOf;
	const limits = LIMITS.filter((limit) => rest[limit] !== undefined).map((limit) => [
		limit,
		rest[limit],
	]);
	return {
		name,
		type,
		...(rest.required && { required: true }),
		...Object.fromEntries(limits),
		...(values && { enum: [...values].sort() }),
		...(items && { items: allFacts(items) }),
		...(fields?.length && { fields: allFacts(fields) }),
		...(union && { union: union.map(allFacts) }),
	};
};

const allFacts = (fields: ReadonlyArray<Field | Documented>): Record<string, Facts> =>
	Object.fromEntries(fields.map((field) => [field.name, facts(field)]));

const documented = new Map<string, WriteOperation>(
	contract.writes.map((write) => [operationName(write), write]),
);

describe.each(ENDPOINTS.map((write) => [operationName(write), write] as const))(
	'%s',
	(name, write) => {
		it('has the method, path and fields that Propexo documents', () => {
			const theirs = documented.get(name);

			expect(theirs).toBeDefined();
			expect([write.method, write.path]).toEqual([theirs!.method, theirs!.path]);
			expect(allFacts(write.fields)).toEqual(allFacts(theirs!.fields));
		});

		it('takes a field that is not documented only where the documentation was cut off', () => {
			const result = bodySchema(write).safeParse({ field_of_nobody: 1 });
			const refused = result.error?.issues.some((issue) => issue.code === 'unrecognized_keys');

			expect(refused).toBe(!documented.get(name)!.fieldsIncomplete);
		});
	},
);

it('offers nothing that Propexo documents as unsupported', () => {
	const offered = new Set(ENDPOINTS.map(operationName));

	expect(contract.unsupported.map(operationName).filter((name) => offered.has(name))).toEqual([]);
});

it('names each endpoint once', () => {
	expect(new Set(ENDPOINTS.map(operationName)).size).toBe(ENDPOINTS.length);
});
