/** How a message names an input item, as n8n does. */
export const itemTag = (item: number): string => `[Item ${item}]`;

/** Input items in words, with ranges: `Item 3`, `Items 0–99, 250`. */
export function formatItems(items: readonly number[]): string {
	const sorted = [...new Set(items)].sort((a, b) => a - b);
	const ranges: Array<[first: number, last: number]> = [];
	for (const item of sorted) {
		const range = ranges.at(-1);
		if (range && item === range[1] + 1) range[1] = item;
		else ranges.push([item, item]);
	}
	const texts = ranges.map(([first, last]) => {
		if (first === last) return String(first);
		return last === first + 1 ? `${first}, ${last}` : `${first}–${last}`;
	});
	return `${sorted.length === 1 ? 'Item' : 'Items'} ${texts.join(', ')}`;
}
