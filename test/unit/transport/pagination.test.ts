import fc from 'fast-check';

import {
	FIRST_PAGE,
	type ListResult,
	nextPage,
	type PagedList,
	readPages,
} from '../../../nodes/Propexo/transport/pagination';

const found = (length: number, more: Partial<Parameters<typeof nextPage>[1]> = {}) => ({
	length,
	fresh: length,
	beginsKnown: false,
	isLast: false,
	...more,
});

describe('the next place', () => {
	it('overlaps the page before by a row', () => {
		expect(nextPage(FIRST_PAGE, found(250), 250)).toEqual({
			offset: 249,
			overlaps: true,
			fruitless: 0,
		});
	});

	it('follows a page that was shorter than asked for where it really ended', () => {
		expect(nextPage(FIRST_PAGE, found(100), 250)).toEqual({
			offset: 99,
			overlaps: true,
			fruitless: 0,
		});
	});

	it('cannot overlap a page of one row', () => {
		expect(nextPage(FIRST_PAGE, found(1), 250)).toEqual({
			offset: 1,
			overlaps: false,
			fruitless: 0,
		});
	});

	it('is back a page where the page does not begin with the row that ended the last one', () => {
		const place = { offset: 498, overlaps: true, fruitless: 0 };

		expect(nextPage(place, found(250), 250)).toEqual({
			offset: 249,
			overlaps: true,
			fruitless: 1,
		});
		expect(nextPage({ ...place, offset: 100 }, found(0), 250)).toEqual({
			offset: 0,
			overlaps: false,
			fruitless: 1,
		});
	});

	it('is back a page even where the source says that nothing comes after', () => {
		const place = { offset: 498, overlaps: true, fruitless: 0 };

		expect(nextPage(place, found(3, { isLast: true }), 250)).toMatchObject({ offset: 249 });
	});

	it('is the end after the last page, and after an empty one', () => {
		const place = { offset: 249, overlaps: true, fruitless: 0 };

		expect(nextPage(place, found(250, { beginsKnown: true, isLast: true }), 250)).toBe('end');
		expect(nextPage(FIRST_PAGE, found(0), 250)).toBe('end');
	});

	it('is nowhere after eleven pages without anything new', () => {
		const place = { offset: 249, overlaps: true, fruitless: 10 };

		expect(nextPage(place, found(250, { beginsKnown: true, fresh: 0 }), 250)).toBe('endless');
		expect(nextPage(place, found(250, { beginsKnown: true, fresh: 1 }), 250)).toMatchObject({
			fruitless: 0,
		});
	});
});

/** A list in memory; `meanwhile` changes it after each page. */
const listOf = (
	rows: number[],
	{
		cap = 5,
		says = 'boolean',
		meanwhile = () => undefined,
	}: { cap?: number; says?: 'boolean' | 'nothing'; meanwhile?: (page: number) => void } = {},
) => {
	const asked: Array<[offset: number, limit: number]> = [];
	const list: PagedList<number> = {
		largestPage: 5,
		keyOf: String,
		read: async (offset, limit) => {
			asked.push([offset, limit]);
			const size = Math.min(cap, limit);
			const page = rows.slice(offset, offset + size);
			const isLast = says === 'boolean' ? offset + size >= rows.length : page.length < size;
			meanwhile(asked.length);
			return { page: { rows: page, isLast } };
		},
	};
	return { list, asked };
};

const count = (length: number): number[] => Array.from({ length }, (_, index) => index);

const rowsOf = (result: ListResult<number>): readonly number[] =>
	'rows' in result ? result.rows : [];

describe('reading a list', () => {
	it.each([0, 1, 4, 5, 6, 9, 10, 23])(
		'of %i rows gives each once, whatever the source says of the end',
		async (length) => {
			for (const says of ['boolean', 'nothing'] as const) {
				const { list } = listOf(count(length), { says });

				expect(await readPages(list, Infinity)).toEqual({ rows: count(length) });
			}
		},
	);

	it.each([1, 2, 3])(
		'gives each row once where the source never gives more than %i a page',
		async (cap) => {
			const { list } = listOf(count(12), { cap });

			expect(await readPages(list, Infinity)).toEqual({ rows: count(12) });
		},
	);

	it.each([
		[1, [[0, 1]]],
		[4, [[0, 4]]],
		[
			7,
			[
				[0, 5],
				[4, 5],
			],
		],
	])('gives %i rows at most, and asks for no more pages than that takes', async (most, pages) => {
		const { list, asked } = listOf(count(20));

		expect(await readPages(list, most)).toEqual({ rows: count(most) });
		expect(asked).toEqual(pages);
	});

	it('leaves none out and gives none twice when rows before it are removed', async () => {
		const rows = count(20);
		const { list } = listOf(rows, { meanwhile: (page) => page === 2 && rows.splice(0, 4) });

		expect(await readPages(list, Infinity)).toEqual({ rows: count(20) });
	});

	it('leaves none out when so many are removed that the next page is empty', async () => {
		const rows = count(12);
		const { list } = listOf(rows, { meanwhile: (page) => page === 2 && rows.splice(0, 6) });

		expect(await readPages(list, Infinity)).toEqual({ rows: count(12) });
	});

	it('gives none twice when rows are added before it, as in descending order', async () => {
		const rows = count(20);
		const { list } = listOf(rows, { meanwhile: (page) => page < 3 && rows.unshift(-page) });

		expect(await readPages(list, Infinity)).toEqual({ rows: count(20) });
	});

	it('gives the rows that are added at the end, as in ascending order', async () => {
		const rows = count(20);
		const { list } = listOf(rows, { meanwhile: (page) => page < 3 && rows.push(99 + page) });

		expect(await readPages(list, Infinity)).toEqual({ rows: [...count(20), 100, 101] });
	});

	it('gives every row that was there all the time exactly once, whatever is removed and added meanwhile', async () => {
		const change = fc.record({
			removeAt: fc.nat(40),
			remove: fc.nat(3),
			addFirst: fc.nat(3),
			addLast: fc.nat(3),
		});
		await fc.assert(
			fc.asyncProperty(fc.nat(40), fc.array(change, { maxLength: 8 }), async (length, changes) => {
				const rows = count(length);
				const stayed = new Set(rows);
				let added = 1_000;
				const { list } = listOf(rows, {
					meanwhile: (page) => {
						const { removeAt, remove, addFirst, addLast } = changes[page - 1] ?? {
							removeAt: 0,
							remove: 0,
							addFirst: 0,
							addLast: 0,
						};
						rows.splice(removeAt, remove).forEach((row) => stayed.delete(row));
						rows.unshift(...count(addFirst).map(() => added++));
						rows.push(...count(addLast).map(() => added++));
					},
				});
				const got = rowsOf(await readPages(list, Infinity));

				expect(new Set(got).size).toBe(got.length);
				expect([...stayed].filter((row) => !got.includes(row))).toEqual([]);
			}),
			{ numRuns: 1_000 },
		);
	});

	it('ends where the source ignores the offset', async () => {
		const read = jest.fn(async () => ({ page: { rows: count(5), isLast: false } }));

		expect(await readPages({ read, keyOf: String, largestPage: 5 }, Infinity)).toEqual({
			isEndless: true,
		});
		expect(read.mock.calls.length).toBeLessThan(15);
	});

	it('ends where the source always says that there is more', async () => {
		const { list } = listOf(count(12));
		const read: typeof list.read = async (offset, limit) => {
			const result = await list.read(offset, limit);
			return 'page' in result ? { page: { ...result.page, isLast: false } } : result;
		};

		expect(await readPages({ ...list, read }, Infinity)).toEqual({ rows: count(12) });
	});

	it('ends with the request that failed, and gives nothing that looks whole', async () => {
		const { list } = listOf(count(12));
		const delivery = { kind: 'lost', code: 'ECONNRESET' } as const;
		const read: typeof list.read = async (offset, limit) =>
			offset ? { delivery } : await list.read(offset, limit);

		expect(await readPages({ ...list, read }, Infinity)).toEqual({ delivery });
	});
});
