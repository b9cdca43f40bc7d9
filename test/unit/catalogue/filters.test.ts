import { filtersOf, requiredWith } from '../../../nodes/Propexo/catalogue/filters';
import { contract } from '../../sandbox/contract';

it('the filter by PMS offers every documented vendor', () => {
	const [filter] = filtersOf(['integration_vendor']);

	expect(filter?.type === 'enum' && Object.keys(filter.values).sort()).toEqual(
		[...contract.vendors].sort(),
	);
});

it('a filter by a PMS ID requires the integration and the property where the list has them', () => {
	const required = (names: Parameters<typeof filtersOf>[0]) => {
		const all = filtersOf(names);
		return requiredWith(all[0]!, all).map(({ name }) => name);
	};

	expect(required(['x_id', 'x_property_id', 'integration_id'])).toEqual([
		'x_property_id',
		'integration_id',
	]);
	expect(required(['x_property_id', 'integration_id'])).toEqual(['integration_id']);
	expect(required(['x_id', 'integration_id'])).toEqual(['integration_id']);
	expect(required(['property_id', 'x_property_id', 'integration_id'])).toEqual([]);
});
