import { err, ok, type Result } from '../../utils/result';
import { z } from '../../utils/zod';
import { dayAtMidnight } from './dayAtMidnight';
import { isLuxonDateTime } from './luxonDateTime';
import { SCHEMA_MESSAGES } from './schemaMessages';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(\.\d{1,9})?)?$/;
const ZONE = /^(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;

/** The parts of a date, each as it was written. */
interface DateParts {
	day: string;
	time?: string;
	zone?: string;
}

const isRealDay = (text: string): boolean => {
	const [, year, month, day] = DAY.exec(text) ?? [];
	if (!year) return false;
	const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
	return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
};

const split = (text: string): DateParts | undefined => {
	const [, day = '', time, zone] = /^(\S{10})(?:[T ]([\d:.]+)(\S+)?)?$/i.exec(text.trim()) ?? [];
	if (!isRealDay(day)) return undefined;
	if (time !== undefined && !TIME.test(time)) return undefined;
	if (zone !== undefined && !ZONE.test(zone.toUpperCase())) return undefined;
	return { day, ...(time && { time }), ...(zone && { zone }) };
};

/** A Date or a DateTime as text; or what is wrong with it. */
const toText = (
	value: unknown,
	allowsDateOnly: boolean,
	timeZone: string,
): Result<unknown, string> => {
	if (isLuxonDateTime(value)) {
		const { invalidExplanation, invalidReason } = value;
		if (value.isValid) return ok(allowsDateOnly ? value.toFormat('yyyy-MM-dd') : value.toISO());
		return err(SCHEMA_MESSAGES.invalidDateTime(invalidExplanation ?? String(invalidReason)));
	}
	if (!(value instanceof Date) || Number.isNaN(value.getTime())) return ok(value);
	if (!allowsDateOnly) return ok(value.toISOString());
	const day = dayAtMidnight(value, timeZone);
	return day === undefined ? err(SCHEMA_MESSAGES.timeOfDay(value.toISOString())) : ok(day);
};

/**
 * A date, sent as it was written. A date-time with a zone stays unchanged; one without a zone is
 * taken as UTC; a date alone stays unchanged where the field takes one, else it becomes midnight
 * UTC. A DateTime is its own day where the field takes one, else its instant; a Date is a day only
 * at midnight. Nothing is ever shifted by a time zone.
 * @param timeZone that of the workflow
 */
export const dateSchema = (allowsDateOnly: boolean, timeZone: string) =>
	z.unknown().transform((value, context): string => {
		const text = toText(value, allowsDateOnly, timeZone);
		const parts = text.ok && typeof text.value === 'string' ? split(text.value) : undefined;
		if (!text.ok || !parts) {
			const message = text.ok ? SCHEMA_MESSAGES.date : text.error;
			context.addIssue({ code: z.ZodIssueCode.custom, message });
			return z.NEVER;
		}
		const { day, time, zone } = parts;
		if (!time) return allowsDateOnly ? day : `${day}T00:00:00.000Z`;
		if (zone) return String(text.value).trim();
		return `${day}T${time.length === 5 ? `${time}:00` : time}Z`;
	});
