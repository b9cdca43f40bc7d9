import { READ_RESOURCES, type ReadOperation, READS } from '../../../nodes/Propexo/catalogue/reads';
import { contract } from '../../sandbox/contract';

const PAGING = ['order-by', 'offset', 'limit'];

/** Propexo calls the same thing `{id}` on some pages and `{property_id}` on others. */
const withoutIdName = (path: string): string => path.replace(/\{\w+\}/, '{id}');

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

const readByPath = new Map(READS.map((read) => [withoutIdName(read.path), read]));

it.each(contract.reads.map((read) => [read.path, read] as const))(
	'%s is offered with the documented filters',
	(path, documented) => {
		const read = readByPath.get(withoutIdName(path));
		const filters = Object.entries(documented.query).filter(([name]) => !PAGING.includes(name));

		expect(read?.returns).toBe(documented.kind === 'list' ? 'list' : 'record');
		expect(read!.filters.map(({ name }) => name).sort()).toEqual(
			filters.map(([name]) => name).sort(),
		);
		if (untyped.has(path)) return;
		const kinds = Object.fromEntries(read!.filters.map((filter) => [filter.name, kind(filter)]));
		expect(kinds).toEqual(
			Object.fromEntries(filters.map(([name, type]) => [name, documentedKind(type)])),
		);
	},
);

it('the only reads besides are those of integrations', () => {
	const documented = new Set(contract.reads.map(({ path }) => withoutIdName(path)));

	expect(
		READS.filter(({ path }) => !documented.has(withoutIdName(path))).map(({ path }) => path),
	).toEqual(['/v1/admin/integrations/{integration_id}/', '/v1/admin/integrations/']);
});

it('resources and operations are named once, in the words of the dropdowns', () => {
	const names = READS.map(({ resource, operation }) => `${resource}.${operation}`);

	expect(new Set(names).size).toBe(names.length);
	expect(READ_RESOURCES.map(({ resource }) => resource)).toEqual([
		...new Set(READS.map(({ resource }) => resource)),
	]);
	expect(
		READS.filter(({ operation }) => operation === 'get').map(({ action }) => action),
	).toContain('Get invoice');
	expect(
		READS.filter(({ operation }) => operation === 'getMany').map(({ action }) => action),
	).toContain('Get many properties');
});
