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

type Constraints = Record<string, unknown>;

/** What both the catalogue and the contract state of a field, lists and objects included. */
const constraints = (field: Field | Documented): Constraints => {
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
		...(items && { items: allConstraints(items) }),
		...(fields?.length && { fields: allConstraints(fields) }),
		...(union && { union: union.map(allConstraints) }),
	};
};

const allConstraints = (fields: ReadonlyArray<Field | Documented>): Record<string, Constraints> =>
	Object.fromEntries(fields.map((field) => [field.name, constraints(field)]));

const documented = new Map<string, WriteOperation>(
	contract.writes.map((write) => [operationName(write), write]),
);

describe.each(ENDPOINTS.map((write) => [operationName(write), write] as const))(
	'%s',
	(name, write) => {
		it('has the method, path and fields that Propexo documents', () => {
			const contractWrite = documented.get(name);

			expect(contractWrite).toBeDefined();
			expect([write.method, write.path]).toEqual([contractWrite!.method, contractWrite!.path]);
			expect(allConstraints(write.fields)).toEqual(allConstraints(contractWrite!.fields));
		});

		it('allows an undocumented field only where the documentation was cut off', () => {
			const result = bodySchema(write, 'UTC').safeParse({ unknown_field: 1 });
			const refused = result.error?.issues.some((issue) => issue.code === 'unrecognized_keys');

			expect(refused).toBe(!documented.get(name)!.fieldsIncomplete);
		});
	},
);

it('offers every documented write, and none documented as unsupported', () => {
	const offered = new Set(ENDPOINTS.map(operationName));

	expect([...documented.keys()].filter((name) => !offered.has(name))).toEqual([]);
	expect(contract.unsupported.map(operationName).filter((name) => offered.has(name))).toEqual([]);
});

it('names each endpoint once', () => {
	expect(new Set(ENDPOINTS.map(operationName)).size).toBe(ENDPOINTS.length);
});
