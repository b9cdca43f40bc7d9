import { formatItems } from '../../../../nodes/Propexo/actions/common/formatItems';

it.each([
	[[3], 'Item 3'],
	[[3, 3], 'Item 3'],
	[[0, 1], 'Items 0, 1'],
	[[0, 1, 2], 'Items 0–2'],
	[[250, ...Array.from({ length: 100 }, (_, item) => item)], 'Items 0–99, 250'],
	[[5, 1, 3], 'Items 1, 3, 5'],
])('%j → %s', (items, text) => {
	expect(formatItems(items)).toBe(text);
});
