import { filtersOf, requiredWith } from '../../../nodes/Propexo/catalogue/filters';
import { LOG_FILTERS } from '../../../nodes/Propexo/catalogue/logFilters';
import { READ_RESOURCES, type ReadOperation, READS } from '../../../nodes/Propexo/catalogue/reads';
import { parseFilterValue } from '../../../nodes/Propexo/catalogue/schema/parseFilterValue';
import { contract } from '../../sandbox/contract';
import { writeLogQuery } from '../../sandbox/writeLog';

const PAGING = ['order-by', 'offset', 'limit'];

/** Propexo calls the same thing `{id}` on some pages and `{property_id}` on others. */
const anyId = (path: string): string => path.replace(/\{\w+\}/, '{id}');

const kind = ({ type, ...filter }: ReadOperation['filters'][number]): string | string[] => {
	if (type === 'dateTime' || type === 'boolean') return type;
	if (filter.name === 'integration_vendor') return 'vendor';
	return 'values' in filter ? Object.keys(filter.values).sort() : 'string';
};

const documentedKind = (type: string | string[]): string | string[] => {
	if (Array.isArray(type)) return [...type].sort();
	return type.startsWith('boolean') ? 'boolean' : type;
};

/** Where the documentation gives a filter no type, the catalogue knows better by its name. */
const untyped = new Set(['/v1/locations/rentmanager/']);

const known = new Map(READS.map((read) => [anyId(read.path), read]));

it.each(contract.reads.map((read) => [read.path, read] as const))(
	'%s is offered with the documented filters',
	(path, theirs) => {
		const ours = known.get(anyId(path));
		const expected = Object.entries(theirs.query).filter(([name]) => !PAGING.includes(name));

		expect(ours?.returns).toBe(theirs.kind === 'list' ? 'list' : 'record');
		expect(ours!.filters.map(({ name }) => name).sort()).toEqual(
			expected.map(([name]) => name).sort(),
		);
		if (untyped.has(path)) return;
		const kinds = Object.fromEntries(ours!.filters.map((filter) => [filter.name, kind(filter)]));
		expect(kinds).toEqual(
			Object.fromEntries(expected.map(([name, type]) => [name, documentedKind(type)])),
		);
	},
);

it('the only reads besides are those of integrations', () => {
	const theirs = new Set(contract.reads.map(({ path }) => anyId(path)));

	expect(READS.filter(({ path }) => !theirs.has(anyId(path))).map(({ path }) => path)).toEqual([
		'/v1/admin/integrations/{integration_id}/',
		'/v1/admin/integrations/',
	]);
});

it('the filter by PMS knows every vendor', () => {
	const [filter] = filtersOf(['integration_vendor']);

	expect(filter?.type === 'enum' && Object.keys(filter.values).sort()).toEqual(
		[...contract.vendors].sort(),
	);
});

it('the write log has the documented filters and values', () => {
	const theirs = writeLogQuery.shape;
	expect([...LOG_FILTERS.map(({ name }) => name), 'limit', 'offset'].sort()).toEqual(
		Object.keys(theirs).sort(),
	);
	const values = (name: string) => {
		const filter = LOG_FILTERS.find((one) => one.name === name);
		return filter?.type === 'enum' ? Object.keys(filter.values).sort() : [];
	};
	for (const name of ['time_range', 'status', 'write_category'] as const) {
		expect(values(name)).toEqual([...theirs[name].unwrap().options].sort());
	}
});

it('resources and operations are named once, in the words of the dropdowns', () => {
	const names = READS.map(({ resource, operation }) => `${resource}.${operation}`);

	expect(new Set(names).size).toBe(names.length);
	expect(new Set(READ_RESOURCES.map(({ resource }) => resource)).size).toBe(20);
	expect(
		READS.filter(({ operation }) => operation === 'get').map(({ action }) => action),
	).toContain('Get invoice');
	expect(
		READS.filter(({ operation }) => operation === 'getMany').map(({ action }) => action),
	).toContain('Get many properties');
});

it('a filter by a PMS ID requires the integration and the property, where the list has them', () => {
	const needs = (names: Parameters<typeof filtersOf>[0]) => {
		const all = filtersOf(names);
		return requiredWith(all[0]!, all).map(({ name }) => name);
	};

	expect(needs(['x_id', 'x_property_id', 'integration_id'])).toEqual([
		'x_property_id',
		'integration_id',
	]);
	expect(needs(['x_property_id', 'integration_id'])).toEqual(['integration_id']);
	expect(needs(['x_id', 'integration_id'])).toEqual(['integration_id']);
	expect(needs(['property_id', 'x_property_id', 'integration_id'])).toEqual([]);
});

describe('the value of a filter', () => {
	const value = (name: Parameters<typeof filtersOf>[0][number], given: unknown) =>
		parseFilterValue(filtersOf([name])[0]!, given);

	it.each([
		['x_id', ' 42 ', '42'],
		['unit_number', 101, '101'],
		['transaction_date_start', '2026-11-30', '2026-11-30'],
		['transaction_date_start', '2026-11-30T00:00:00', '2026-11-30T00:00:00Z'],
		['updated_at_gte', '2026-11-30', '2026-11-30T00:00:00.000Z'],
		['updated_at_gte', '2026-11-30T09:30:00+02:00', '2026-11-30T09:30:00+02:00'],
		['is_active', false, 'false'],
		['is_active', 'TRUE', 'true'],
		['integration_vendor', 'YARDI_REST', 'YARDI_REST'],
	] as const)('%s %p is sent as %s', (name, given, sent) => {
		expect(value(name, given)).toEqual({ ok: true, value: sent });
	});

	it.each([
		['x_id', { a: 1 }, 'must be text'],
		['transaction_date_end', '2026-02-30', 'must be a valid calendar date'],
		['updated_at_lte', 'yesterday', 'must be a valid calendar date'],
		['is_active', 'yes', 'must be true or false'],
		['status_normalized', 'active', 'must be one of ACTIVE'],
	] as const)('%s %p is refused', (name, given, problem) => {
		expect(value(name, given)).toEqual({
			ok: false,
			error: expect.stringContaining(problem) as string,
		});
	});
});
