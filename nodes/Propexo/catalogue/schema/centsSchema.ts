import { z } from '../../utils/zod';
import { SCHEMA_MESSAGES } from './schemaMessages';

const WHOLE = /^-?\d+$/;

/**
 * An amount in whole cents. Takes 1250 and "1250"; refuses anything else with the expression
 * that converts dollars.
 */
export const centsSchema = z.unknown().transform((value, context): number => {
	const amount = typeof value === 'string' && WHOLE.test(value.trim()) ? Number(value) : value;
	if (typeof amount === 'number' && Number.isSafeInteger(amount)) return amount;
	context.addIssue({ code: z.ZodIssueCode.custom, message: SCHEMA_MESSAGES.cents });
	return z.NEVER;
});
