import { filtersOf } from '../../../../nodes/Propexo/catalogue/filters';
import { FILTER_SPECS } from '../../../../nodes/Propexo/catalogue/filterSpecs';
import { parseFilterValue } from '../../../../nodes/Propexo/catalogue/schema/parseFilterValue';
import { SCHEMA_MESSAGES } from '../../../../nodes/Propexo/catalogue/schema/schemaMessages';
import { err, ok } from '../../../../nodes/Propexo/utils/result';

describe('the value of a filter', () => {
	const value = (name: Parameters<typeof filtersOf>[0][number], given: unknown) =>
		parseFilterValue(filtersOf([name])[0]!, given, 'America/New_York');

	it.each([
		['x_id', ' 42 ', '42'],
		['unit_number', 101, '101'],
		['transaction_date_start', '2026-11-30', '2026-11-30'],
		['transaction_date_start', '2026-11-30T00:00:00', '2026-11-30T00:00:00Z'],
		['updated_at_gte', '2026-11-30', '2026-11-30T00:00:00.000Z'],
		['updated_at_gte', '2026-11-30T09:30:00+02:00', '2026-11-30T09:30:00+02:00'],
		['transaction_date_end', new Date('2026-11-30T05:00:00Z'), '2026-11-30'],
		['updated_at_gte', new Date('2026-11-30T09:30:00Z'), '2026-11-30T09:30:00.000Z'],
		['is_active', false, 'false'],
		['is_active', 'TRUE', 'true'],
		['integration_vendor', 'YARDI_REST', 'YARDI_REST'],
	] as const)('%s %p is sent as %s', (name, given, sent) => {
		expect(value(name, given)).toEqual(ok(sent));
	});

	it.each([
		['x_id', { a: 1 }, SCHEMA_MESSAGES.text],
		['transaction_date_end', '2026-02-30', SCHEMA_MESSAGES.date],
		[
			'transaction_date_end',
			new Date('2026-11-30T09:30:00Z'),
			SCHEMA_MESSAGES.timeOfDay('2026-11-30T09:30:00.000Z'),
		],
		['updated_at_lte', 'yesterday', SCHEMA_MESSAGES.date],
		['is_active', 'yes', SCHEMA_MESSAGES.boolean],
		[
			'status_normalized',
			'active',
			SCHEMA_MESSAGES.oneOf(Object.keys(FILTER_SPECS.status_normalized.values)),
		],
	] as const)('%s %p is refused', (name, given, problem) => {
		expect(value(name, given)).toEqual(err(problem));
	});
});
