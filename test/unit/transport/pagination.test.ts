import fc from 'fast-check';

import {
	FIRST_PAGE,
	type ListError,
	nextPage,
	type PagedList,
	readPages,
} from '../../../nodes/Propexo/transport/pagination';
import { err, ok, type Result } from '../../../nodes/Propexo/utils/result';

const pageOf = (length: number, more: Partial<Parameters<typeof nextPage>[1]> = {}) => ({
	length,
	newRows: length,
	beginsKnown: false,
	isLast: false,
	...more,
});

describe('nextPage', () => {
	it('overlaps the previous page by a row', () => {
		expect(nextPage(FIRST_PAGE, pageOf(250), 250)).toEqual({
			offset: 249,
			overlaps: true,
			pagesWithoutNew: 0,
		});
	});

	it('continues at the end of a page shorter than its limit', () => {
		expect(nextPage(FIRST_PAGE, pageOf(100), 250)).toEqual({
			offset: 99,
			overlaps: true,
			pagesWithoutNew: 0,
		});
	});

	it('does not overlap a page of one row', () => {
		expect(nextPage(FIRST_PAGE, pageOf(1), 250)).toEqual({
			offset: 1,
			overlaps: false,
			pagesWithoutNew: 0,
		});
	});

	it('goes back a page where the overlapping row is missing', () => {
		const place = { offset: 498, overlaps: true, pagesWithoutNew: 0 };

		expect(nextPage(place, pageOf(250), 250)).toEqual({
			offset: 249,
			overlaps: true,
			pagesWithoutNew: 1,
		});
		expect(nextPage({ ...place, offset: 100 }, pageOf(0), 250)).toEqual({
			offset: 0,
			overlaps: false,
			pagesWithoutNew: 1,
		});
	});

	it('goes back a page where the overlapping row is missing, even on the last page', () => {
		const place = { offset: 498, overlaps: true, pagesWithoutNew: 0 };

		expect(nextPage(place, pageOf(3, { isLast: true }), 250)).toMatchObject({ offset: 249 });
	});

	it('ends after the last page and after an empty one', () => {
		const place = { offset: 249, overlaps: true, pagesWithoutNew: 0 };

		expect(nextPage(place, pageOf(250, { beginsKnown: true, isLast: true }), 250)).toBe('end');
		expect(nextPage(FIRST_PAGE, pageOf(0), 250)).toBe('end');
	});

	it('gives up after eleven pages without a new row', () => {
		const place = { offset: 249, overlaps: true, pagesWithoutNew: 10 };

		expect(nextPage(place, pageOf(250, { beginsKnown: true, newRows: 0 }), 250)).toBe('looping');
		expect(nextPage(place, pageOf(250, { beginsKnown: true, newRows: 1 }), 250)).toMatchObject({
			pagesWithoutNew: 0,
		});
	});
});

/** A list in memory; `afterPage` changes it after each page is read. */
const listOf = (
	rows: number[],
	{
		cap = 5,
		hasMore = 'boolean',
		afterPage = () => undefined,
		concurrency = 1,
	}: {
		cap?: number;
		hasMore?: 'boolean' | 'absent';
		afterPage?: (page: number) => void;
		concurrency?: number;
	} = {},
) => {
	const requests: Array<[offset: number, limit: number]> = [];
	const list: PagedList<number> = {
		maxPageSize: 5,
		concurrency,
		keyOf: String,
		read: async (offset, limit) => {
			requests.push([offset, limit]);
			const size = Math.min(cap, limit);
			const page = rows.slice(offset, offset + size);
			const isLast = hasMore === 'boolean' ? offset + size >= rows.length : page.length < size;
			afterPage(requests.length);
			return ok({ rows: page, isLast });
		},
	};
	return { list, requests };
};

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

const rowsOf = (result: Result<readonly number[], ListError>): readonly number[] =>
	result.ok ? result.value : [];

describe('reading a list', () => {
	it.each([0, 1, 4, 5, 6, 9, 10, 23])(
		'of %i rows gives each once, with and without hasMore',
		async (length) => {
			for (const hasMore of ['boolean', 'absent'] as const) {
				const { list } = listOf(range(length), { hasMore });

				expect(await readPages(list, Infinity)).toEqual(ok(range(length)));
			}
		},
	);

	it('reads pages ahead where it may, each page once', async () => {
		const { list, requests } = listOf(range(21), { concurrency: 3 });

		expect(await readPages(list, Infinity)).toEqual(ok(range(21)));
		expect(requests.map(([offset]) => offset)).toEqual([0, 4, 8, 12, 16, 20, 24]);
	});

	it.each([1, 2, 3])('gives each row once where a page never holds more than %i', async (cap) => {
		const { list } = listOf(range(12), { cap });

		expect(await readPages(list, Infinity)).toEqual(ok(range(12)));
	});

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
	])('of 20 rows with the limit %i reads only the pages it needs', async (limit, pages) => {
		const { list, requests } = listOf(range(20));

		expect(await readPages(list, limit)).toEqual(ok(range(limit)));
		expect(requests).toEqual(pages);
	});

	it('gives each row once when earlier rows are removed between pages', async () => {
		const rows = range(20);
		const { list } = listOf(rows, { afterPage: (page) => page === 2 && rows.splice(0, 4) });

		expect(await readPages(list, Infinity)).toEqual(ok(range(20)));
	});

	it('gives each row once when removals empty the next page', async () => {
		const rows = range(12);
		const { list } = listOf(rows, { afterPage: (page) => page === 2 && rows.splice(0, 6) });

		expect(await readPages(list, Infinity)).toEqual(ok(range(12)));
	});

	it('gives each row once when rows are added at the start', async () => {
		const rows = range(20);
		const { list } = listOf(rows, { afterPage: (page) => page < 3 && rows.unshift(-page) });

		expect(await readPages(list, Infinity)).toEqual(ok(range(20)));
	});

	it('gives rows added at the end too', async () => {
		const rows = range(20);
		const { list } = listOf(rows, { afterPage: (page) => page < 3 && rows.push(99 + page) });

		expect(await readPages(list, Infinity)).toEqual(ok([...range(20), 100, 101]));
	});

	it('gives every row present throughout exactly once, whatever is removed and added between pages', async () => {
		const change = fc.record({
			removeAt: fc.nat(40),
			remove: fc.nat(3),
			addFirst: fc.nat(3),
			addLast: fc.nat(3),
		});
		await fc.assert(
			fc.asyncProperty(
				fc.nat(40),
				fc.array(change, { maxLength: 8 }),
				fc.constantFrom(1, 2, 5),
				async (length, changes, concurrency) => {
					const rows = range(length);
					const stayed = new Set(rows);
					let added = 1_000;
					const { list } = listOf(rows, {
						concurrency,
						afterPage: (page) => {
							const { removeAt, remove, addFirst, addLast } = changes[page - 1] ?? {
								removeAt: 0,
								remove: 0,
								addFirst: 0,
								addLast: 0,
							};
							rows.splice(removeAt, remove).forEach((row) => stayed.delete(row));
							rows.unshift(...range(addFirst).map(() => added++));
							rows.push(...range(addLast).map(() => added++));
						},
					});
					const read = rowsOf(await readPages(list, Infinity));

					expect(new Set(read).size).toBe(read.length);
					expect([...stayed].filter((row) => !read.includes(row))).toEqual([]);
				},
			),
			{ numRuns: 1_000 },
		);
	});

	it('stops where the source ignores the offset', async () => {
		const read = jest.fn(async () => ok({ rows: range(5), isLast: false }));

		expect(await readPages({ read, keyOf: String, maxPageSize: 5 }, Infinity)).toEqual(
			err({ kind: 'looping' }),
		);
		expect(read.mock.calls.length).toBeLessThan(15);
	});

	it('stops where hasMore is always true', async () => {
		const { list } = listOf(range(12));
		const read: typeof list.read = async (offset, limit) => {
			const result = await list.read(offset, limit);
			return result.ok ? ok({ ...result.value, isLast: false }) : result;
		};

		expect(await readPages({ ...list, read }, Infinity)).toEqual(ok(range(12)));
	});

	it('gives the failed request and no rows', async () => {
		const { list } = listOf(range(12));
		const failed = err({ kind: 'noResponse', code: 'ECONNRESET' } as const);
		const read: typeof list.read = async (offset, limit) =>
			offset ? failed : await list.read(offset, limit);

		expect(await readPages({ ...list, read }, Infinity)).toEqual(failed);
	});
});
