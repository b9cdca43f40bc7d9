import { formatItems } from '../common/formatItems';
import { HINTS } from '../messages';
import type { ValidItem } from './validate';

/** A hint for each field that wasn't sent because its expression returned nothing. */
export function unsetFieldHints(valid: readonly ValidItem[]): string[] {
	const itemsByField = new Map<string, number[]>();
	for (const { item, unsetFields = [] } of valid)
		for (const field of unsetFields) {
			const items = itemsByField.get(field);
			if (items) items.push(item);
			else itemsByField.set(field, [item]);
		}
	return [...itemsByField].map(([field, items]) => HINTS.unsetField(field, formatItems(items)));
}
