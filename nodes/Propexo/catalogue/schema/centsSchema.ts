import { z } from 'zod/v3';

const WHOLE = /^-?\d+$/;

const CENTS_MESSAGE =
	'must be a whole number of cents, such as 1250 for $12.50. ' +
	'To convert dollars, use the expression {{ Math.round($json.amount * 100) }}';

/**
 * An amount in whole cents. Takes 1250 and "1250"; refuses anything else with the expression
 * that converts dollars.
 */
export const centsSchema = z.unknown().transform((value, context): number => {
	const amount = typeof value === 'string' && WHOLE.test(value.trim()) ? Number(value) : value;
	if (typeof amount === 'number' && Number.isSafeInteger(amount)) return amount;
	context.addIssue({ code: z.ZodIssueCode.custom, message: CENTS_MESSAGE });
	return z.NEVER;
});
