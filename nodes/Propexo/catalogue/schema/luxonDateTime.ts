import { isObject } from '../../utils/guards';

/** What is used of Luxon's DateTime, which expressions return. n8n brings its own Luxon. */
export interface LuxonDateTime {
	readonly isValid: boolean;
	/** Why it isn't valid. */
	readonly invalidReason?: string | null;
	readonly invalidExplanation?: string | null;
	toFormat(format: string): string;
	/** An ISO date-time with the offset of its own zone. */
	toISO(): string | null;
}

export const isLuxonDateTime = (value: unknown): value is LuxonDateTime =>
	isObject(value) && (value as { isLuxonDateTime?: unknown }).isLuxonDateTime === true;
