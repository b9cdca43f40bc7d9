import { trimSpace } from '../../utils/trimSpace';
import type { Field } from '../fields';

/** Propexo's IDs name a record; those of the PMS end in `_id` too. */
export const isId = (field: Field): boolean =>
	field.type === 'string' && (field.idOf !== undefined || field.name.endsWith('_id'));

/** An ID without the white space around it; other text is sent as it was written. */
const normalize = (field: Field, value: unknown): unknown =>
	typeof value === 'string' && isId(field) ? trimSpace(value) : value;

const isUnset = (field: Field, value: unknown): boolean =>
	value === undefined || value === null || (value === '' && isId(field));

/**
 * The values of an object without the optional fields that aren't set: null, or an ID of white
 * space only. What isn't one of the fields stays, to be refused as unknown.
 */
export function withoutUnset(
	fields: readonly Field[],
	values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
	const byName = new Map(fields.map((field) => [field.name, field]));
	return Object.fromEntries(
		Object.entries(values).flatMap(([name, given]) => {
			const field = byName.get(name);
			if (!field) return [[name, given]];
			const value = normalize(field, given);
			return !field.required && isUnset(field, value) ? [] : [[name, value]];
		}),
	);
}
