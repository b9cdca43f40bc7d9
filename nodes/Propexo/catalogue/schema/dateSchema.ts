import { z } from '../../utils/zod';
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

/**
 * A date, sent as it was written. A date-time with a zone stays unchanged; one without a zone is
 * taken as UTC; a date alone stays unchanged where the field takes one, else it becomes midnight
 * UTC. Nothing is ever shifted by a time zone.
 */
export const dateSchema = (allowsDateOnly: boolean) =>
	z.unknown().transform((value, context): string => {
		const text =
			value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : value;
		const parts = typeof text === 'string' ? split(text) : undefined;
		if (!parts) {
			context.addIssue({ code: z.ZodIssueCode.custom, message: SCHEMA_MESSAGES.date });
			return z.NEVER;
		}
		const { day, time, zone } = parts;
		if (!time) return allowsDateOnly ? day : `${day}T00:00:00.000Z`;
		if (zone) return (text as string).trim();
		return `${day}T${time.length === 5 ? `${time}:00` : time}Z`;
	});
