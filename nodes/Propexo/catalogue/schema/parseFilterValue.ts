import type { Filter } from '../filters';
import { dateSchema } from './dateSchema';

/** What goes into the query, or what is wrong with it as the end of a sentence that begins with the label. */
export type FilterValue = { readonly value: string } | { readonly problem: string };

const asText = (given: unknown): FilterValue =>
	typeof given === 'string' || typeof given === 'number'
		? { value: String(given).trim() }
		: { problem: 'must be text' };

const asDate = (given: unknown, dateAlone: boolean): FilterValue => {
	const parsed = dateSchema(dateAlone).safeParse(given);
	return parsed.success ? { value: parsed.data } : { problem: parsed.error.issues[0]!.message };
};

const asBoolean = (given: unknown): FilterValue => {
	const value = String(given).toLowerCase();
	return value === 'true' || value === 'false' ? { value } : { problem: 'must be true or false' };
};

const asEnum = (given: unknown, values: readonly string[]): FilterValue => {
	const value = String(given);
	return values.includes(value) ? { value } : { problem: `must be one of ${values.join(', ')}` };
};

/**
 * A filter's value as it stands in the query. Dates go as written, by the rules of
 * {@link dateSchema}.
 * @param given what a person entered or an expression gave; not empty
 */
export function parseFilterValue(filter: Filter, given: unknown): FilterValue {
	switch (filter.type) {
		case 'text':
		case 'id':
			return asText(given);
		case 'date':
		case 'dateTime':
			return asDate(given, filter.type === 'date');
		case 'boolean':
			return asBoolean(given);
		case 'enum':
			return asEnum(given, Object.keys(filter.values));
	}
}
