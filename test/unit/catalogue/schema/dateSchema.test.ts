import fc from 'fast-check';
import { DateTime } from 'luxon';

import { dateSchema } from '../../../../nodes/Propexo/catalogue/schema/dateSchema';
import { SCHEMA_MESSAGES } from '../../../../nodes/Propexo/catalogue/schema/schemaMessages';

const ZONE = 'America/New_York';
const dateOrDatetime = dateSchema(true, ZONE);
const dateTime = dateSchema(false, ZONE);

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

describe('a Luxon DateTime', () => {
	it.each([
		[DateTime.fromISO('2026-11-30T23:30:00', { zone: ZONE }), '2026-11-30T23:30:00.000-05:00'],
		[DateTime.fromISO('2026-11-30', { zone: ZONE }), '2026-11-30T00:00:00.000-05:00'],
		[
			DateTime.fromISO('2026-11-30T00:30:00', { zone: 'Asia/Tokyo' }),
			'2026-11-30T00:30:00.000+09:00',
		],
		[DateTime.fromISO('2026-11-30T23:59:59.999', { zone: 'utc' }), '2026-11-30T23:59:59.999Z'],
	])('%s is its own day, or its own instant', (given, instant) => {
		expect(dateOrDatetime.parse(given)).toBe('2026-11-30');
		expect(dateTime.parse(given)).toBe(instant);
	});

	it('that is invalid → refused with what Luxon says about it', () => {
		const given = DateTime.fromISO('soon');

		for (const schema of [dateOrDatetime, dateTime])
			expect(schema.safeParse(given).error?.issues.map(({ message }) => message)).toEqual([
				SCHEMA_MESSAGES.invalidDateTime(given.invalidExplanation!),
			]);
	});

	it('whose zone is unknown → refused with the reason', () => {
		const given = DateTime.fromISO('2026-11-30', { zone: 'Mars/Olympus' });

		expect(dateOrDatetime.safeParse(given).error?.issues.map(({ message }) => message)).toEqual([
			SCHEMA_MESSAGES.invalidDateTime(given.invalidExplanation!),
		]);
	});
});

describe('a Date', () => {
	it.each(['2026-11-30T00:00:00.000Z', '2026-11-30T05:00:00.000Z', '2026-07-01T04:00:00.000Z'])(
		'%s, a midnight in UTC or in New York → that day, or the instant',
		(instant) => {
			expect(dateOrDatetime.parse(new Date(instant))).toBe(instant.slice(0, 10));
			expect(dateTime.parse(new Date(instant))).toBe(instant);
		},
	);

	it.each(['2026-11-30T04:00:00.000Z', '2026-11-30T00:00:00.001Z', '2026-11-30T05:00:01.000Z'])(
		'%s, another time of day → refused where only the day counts',
		(instant) => {
			const result = dateOrDatetime.safeParse(new Date(instant));

			expect(result.error?.issues.map(({ message }) => message)).toEqual([
				SCHEMA_MESSAGES.timeOfDay(instant),
			]);
			expect(dateTime.parse(new Date(instant))).toBe(instant);
		},
	);

	it('that is invalid → refused', () => {
		const result = dateTime.safeParse(new Date('soon'));

		expect(result.error?.issues.map(({ message }) => message)).toEqual([SCHEMA_MESSAGES.date]);
	});
});

const anyDate = fc.date({
	min: new Date('0100-01-01'),
	max: new Date('9999-12-31'),
	noInvalidDate: true,
});

it('keeps the day of every DateTime in every zone', () => {
	// Before that, offsets had seconds, which ISO 8601 can't express.
	const since1980 = fc.date({
		min: new Date('1980-01-01'),
		max: new Date('9999-12-30'),
		noInvalidDate: true,
	});
	const zones = [ZONE, 'utc', 'Asia/Kolkata', 'Pacific/Kiritimati', 'Pacific/Marquesas'];
	fc.assert(
		fc.property(since1980, fc.constantFrom(...zones), (date, zone) => {
			const given = DateTime.fromJSDate(date, { zone });

			expect(dateOrDatetime.parse(given)).toBe(given.toFormat('yyyy-MM-dd'));
			expect(new Date(dateTime.parse(given))).toEqual(date);
		}),
	);
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
