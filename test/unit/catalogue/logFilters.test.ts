import { LOG_FILTERS } from '../../../nodes/Propexo/catalogue/logFilters';
import { writeLogQuery } from '../../sandbox/writeLog';

it('the write log has the documented filters and values', () => {
	const documented = writeLogQuery.shape;
	expect([...LOG_FILTERS.map(({ name }) => name), 'limit', 'offset'].sort()).toEqual(
		Object.keys(documented).sort(),
	);
	const values = (name: string) => {
		const filter = LOG_FILTERS.find((one) => one.name === name);
		return filter?.type === 'enum' ? Object.keys(filter.values).sort() : [];
	};
	for (const name of ['time_range', 'status', 'write_category'] as const) {
		expect(values(name)).toEqual([...documented[name].unwrap().options].sort());
	}
});
