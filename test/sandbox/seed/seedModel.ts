import { PROPERTIES } from './data';

/** The id of an integration's record from its prefix and number (or other key): `vend-buildium-1-3`. */
export type IdOf = (prefix: string, key: number | string) => string;

/** A generated record: its fields, other filterable values, and the last part of its id (default: its number). */
export interface Seed {
	key?: string;
	fields: Record<string, unknown>;
	facets?: Record<string, string | string[]>;
}

/** How the records of a model are generated. */
export interface SeedModel {
	model: string;
	/** The prefix of its ids. */
	prefix: string;
	/** How many an integration starts with. */
	count: number;
	/** Only integrations of these vendors start with them; all when not given. */
	vendors?: string[];
	/** The n-th record of an integration, from 1. */
	build: (n: number, id: IdOf) => Seed;
}

const UNITS_PER_PROPERTY = 4;
const FIRST_DAY_MS = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

/** How many units (and leases and residents) an integration starts with. */
export const UNITS = PROPERTIES.length * UNITS_PER_PROPERTY;

/** The n-th element, starting over at the end of the list. Throws an Error for an empty list. */
export function cycle<T>(values: readonly T[], n: number): T {
	const value = values[(n - 1) % values.length];
	if (value === undefined) throw new Error('Cannot cycle through an empty list');
	return value;
}

/** The n-th name; beyond the list the names start over with a number appended. */
export function numberedName(names: readonly string[], n: number): string {
	const name = cycle(names, n);
	return n > names.length ? `${name} ${n}` : name;
}

/** The number of the property that the n-th record belongs to, cycling through all properties. */
export function propertyOf(n: number): number {
	return ((n - 1) % PROPERTIES.length) + 1;
}

/** The number of the property of the n-th unit. */
export function propertyOfUnit(n: number): number {
	return propertyOf(Math.floor((n - 1) / UNITS_PER_PROPERTY) + 1);
}

/** The unit number of the n-th unit: 101, 102, 201, 202, and 301 onward beyond the seeded ones. */
export function unitNumber(n: number): string {
	if (n > UNITS) return String(300 + n - UNITS);
	const index = (n - 1) % UNITS_PER_PROPERTY;
	return String(100 * (1 + Math.floor(index / 2)) + 1 + (index % 2));
}

/** The n-th day from January 2, 2026, starting over after 300 days: `2026-01-02`. */
export function day(n: number): string {
	return new Date(FIRST_DAY_MS + (n % 300) * DAY_MS).toISOString().slice(0, 10);
}
