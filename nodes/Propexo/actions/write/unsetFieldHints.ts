import { groupBy } from '../../utils/groupBy';
import { formatItems } from '../common/formatItems';
import { HINTS } from '../messages';
import type { ValidItem } from './validate';

/** A hint for each field that wasn't sent because its expression returned nothing. */
export function unsetFieldHints(valid: readonly ValidItem[]): string[] {
	const unset = valid.flatMap(({ item, unsetFields = [] }) =>
		unsetFields.map((field) => ({ item, field })),
	);
	return [...groupBy(unset, ({ field }) => field)].map(([field, entries]) =>
		HINTS.unsetField(field, formatItems(entries.map(({ item }) => item))),
	);
}
