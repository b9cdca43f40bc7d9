import { PROPERTIES } from './seedData';

/** The id of an integration's record from its prefix and number (or other key): `vend-buildium-1-3`. */
export type IdOf = (prefix: string, key: number | string) => string;

/** What a generated record holds: its fields, what else it can be found by, and the end of its id (default: its number). */
export interface Seed {
	key?: string;
	fields: Record<string, unknown>;
	facets?: Record<string, string | string[]>;
}

/** How the records of a model are generated. */
export interface SeedModel {
	model: string;
	/** The beginning of its ids. */
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

/** The n-th of some things, which start over at the end. Throws an Error when there are none. */
export function inTurn<Thing>(things: readonly Thing[], n: number): Thing {
	const thing = things[(n - 1) % things.length];
	if (thing === undefined) throw new Error('There is nothing to take in turn');
	return thing;
}

/** The n-th of some names; beyond the list they start over with the number behind. */
export function numbered(names: readonly string[], n: number): string {
	const name = inTurn(names, n);
	return n > names.length ? `${name} ${n}` : name;
}

/** The number of the property that the n-th record belongs to, in turns. */
export function propertyOf(n: number): number {
	return ((n - 1) % PROPERTIES.length) + 1;
}

/** The number of the property in which the n-th unit is. */
export function propertyOfUnit(n: number): number {
	return propertyOf(Math.floor((n - 1) / UNITS_PER_PROPERTY) + 1);
}

/** The door number of the n-th unit: 101, 102, 201, 202, and on from 301 beyond the seeded ones. */
export function unitNumber(n: number): string {
	if (n > UNITS) return String(300 + n - UNITS);
	const index = (n - 1) % UNITS_PER_PROPERTY;
	return String(100 * (1 + Math.floor(index / 2)) + 1 + (index % 2));
}

/** A day of 2026, the n-th from the second of January on, starting over after 300 days: `2026-01-02`. */
export function day(n: number): string {
	return new Date(FIRST_DAY_MS + (n % 300) * DAY_MS).toISOString().slice(0, 10);
}
