import { createHash } from 'node:crypto';

import { isObject, isRecord } from '../../utils/guards';

/** A value whose text depends on nothing but its content: keys in order, nothing that isn't set. */
const canonical = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(canonical);
	if (!isObject(value)) return value;
	const entries = Object.entries(value).filter(
		([, inner]) => inner !== null && inner !== undefined,
	);
	return Object.fromEntries(
		entries
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([name, inner]) => [name, canonical(inner)] as const),
	);
};

/** SHA-256 of parts as JSON. */
export const hash = (...parts: readonly unknown[]): string =>
	createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** Identifies the content of a body, whatever the order of its keys; null counts as not set. */
export const bodyDigest = (body: unknown): string =>
	hash(isRecord(body) || Array.isArray(body) ? canonical(body) : body);
