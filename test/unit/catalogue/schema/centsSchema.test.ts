import fc from 'fast-check';

import { centsSchema } from '../../../../nodes/Propexo/catalogue/schema/centsSchema';
import { SCHEMA_MESSAGES } from '../../../../nodes/Propexo/catalogue/schema/schemaMessages';

it.each([
	[1250, 1250],
	['1250', 1250],
	['-7', -7],
	[0, 0],
	[' 12 ', 12],
])('%p is %p cents', (given, amount) => {
	expect(centsSchema.parse(given)).toBe(amount);
});

it.each([
	12.5,
	'12.30',
	'',
	' ',
	'NaN',
	Number.NaN,
	Infinity,
	'1e3',
	'1,250',
	'$12',
	true,
	null,
	undefined,
	{},
	[],
	2 ** 53,
])('%p is refused with the expression that makes cents', (given) => {
	const result = centsSchema.safeParse(given);

	expect(result.success).toBe(false);
	expect(result.error?.issues.map(({ message }) => message)).toEqual([SCHEMA_MESSAGES.cents]);
});

it('never changes a whole amount, as a number or as text', () => {
	fc.assert(
		fc.property(fc.maxSafeInteger(), (amount) => {
			expect(centsSchema.parse(amount)).toBe(amount);
			expect(centsSchema.parse(String(amount))).toBe(amount);
		}),
	);
});

it('never accepts a fraction', () => {
	fc.assert(
		fc.property(
			fc.double().filter((amount) => !Number.isInteger(amount)),
			(amount) => {
				expect(centsSchema.safeParse(amount).success).toBe(false);
				expect(centsSchema.safeParse(String(amount)).success).toBe(false);
			},
		),
	);
});
