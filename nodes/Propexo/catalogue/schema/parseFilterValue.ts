import type { Result } from '../../utils/result';
import { trimSpace } from '../../utils/trimSpace';
import { z } from '../../utils/zod';
import type { Filter } from '../filters';
import { dateSchema } from './dateSchema';
import { SCHEMA_MESSAGES } from './schemaMessages';

const textFilterSchema = z
	.custom<string | number>(
		(value) => typeof value === 'string' || typeof value === 'number',
		SCHEMA_MESSAGES.text,
	)
	.transform((value) => trimSpace(String(value)));

const oneOf = (values: readonly string[], message: string) =>
	z.custom<string>((value) => values.includes(value as string), message);

const booleanFilterSchema = z
	.unknown()
	.transform((value) => String(value).toLowerCase())
	.pipe(oneOf(['true', 'false'], SCHEMA_MESSAGES.boolean));

const filterSchema = (
	filter: Filter,
	timeZone: string,
): z.ZodType<string, z.ZodTypeDef, unknown> => {
	switch (filter.type) {
		case 'text':
		case 'id':
			return textFilterSchema;
		case 'date':
		case 'dateTime':
			return dateSchema(filter.type === 'date', timeZone);
		case 'boolean':
			return booleanFilterSchema;
		case 'enum': {
			const values = Object.keys(filter.values);
			return z
				.unknown()
				.transform(String)
				.pipe(oneOf(values, SCHEMA_MESSAGES.oneOf(values)));
		}
	}
};

/**
 * The value of a filter as it is sent. Dates stay as they were written, see {@link dateSchema}.
 * @param value what a user entered or an expression returned; not empty
 * @param timeZone that of the workflow
 * @returns the value; or what is wrong, as the end of a sentence that begins with the label
 */
export function parseFilterValue(
	filter: Filter,
	value: unknown,
	timeZone: string,
): Result<string, string> {
	const parsed = filterSchema(filter, timeZone).safeParse(value);
	return parsed.success
		? { ok: true, value: parsed.data }
		: { ok: false, error: parsed.error.issues[0]!.message };
}
