import fc from 'fast-check';

import { dateSchema } from '../../../../nodes/Propexo/catalogue/schema/dateSchema';
import { SCHEMA_MESSAGES } from '../../../../nodes/Propexo/catalogue/schema/schemaMessages';

const dateOrDatetime = dateSchema(true);
const dateTime = dateSchema(false);

it.each([
	['2026-11-30T09:30:00Z', '2026-11-30T09:30:00Z'],
	['2026-11-30T09:30:00.123-05:00', '2026-11-30T09:30:00.123-05:00'],
	['2026-11-30T23:59:59+0530', '2026-11-30T23:59:59+0530'],
	['2026-11-30T09:30:00', '2026-11-30T09:30:00Z'],
	['2026-11-30 09:30', '2026-11-30T09:30:00Z'],
	['2024-02-29T00:00', '2024-02-29T00:00:00Z'],
])('%p is sent as %p by either kind of field', (given, sent) => {
	expect(dateOrDatetime.parse(given)).toBe(sent);
	expect(dateTime.parse(given)).toBe(sent);
});

it('a date without a time is sent unchanged where the field takes one, else as midnight UTC', () => {
	expect(dateOrDatetime.parse('2026-11-30')).toBe('2026-11-30');
	expect(dateTime.parse('2026-11-30')).toBe('2026-11-30T00:00:00.000Z');
});

it.each([
	'2024-02-30',
	'2026-13-01',
	'2026-11-30T25:00',
	'2026-11-30T09:60',
	'30.11.2026',
	'11/30/2026',
	'soon',
	'',
	20261130,
	null,
	undefined,
	{},
	'2026-11-30T09:30:00+99:00',
	'2026-11-30T09',
	'0000-00-00',
])('%p is refused', (given) => {
	for (const schema of [dateOrDatetime, dateTime])
		expect(schema.safeParse(given).error?.issues.map(({ message }) => message)).toEqual([
			SCHEMA_MESSAGES.date,
		]);
});

const anyDate = fc.date({
	min: new Date('0100-01-01'),
	max: new Date('9999-12-31'),
	noInvalidDate: true,
});

it('never moves a date to another day', () => {
	fc.assert(
		fc.property(anyDate, (date) => {
			const day = date.toISOString().slice(0, 10);

			expect(dateOrDatetime.parse(day)).toBe(day);
			expect(dateTime.parse(day).slice(0, 10)).toBe(day);
			expect(dateTime.parse(`${day}T23:59:59`).slice(0, 10)).toBe(day);
		}),
	);
});
