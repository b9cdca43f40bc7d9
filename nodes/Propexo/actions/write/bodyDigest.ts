import { isObject } from '../../utils/guards';
import { hash } from '../../utils/hash';

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

/** A request's body is needed by its key, the journal and the log search. */
const digests = new WeakMap<object, string>();

/**
 * Identifies the content of a body, whatever the order of its keys; null counts as not set. The body
 * must not change afterwards.
 */
export function bodyDigest(body: unknown): string {
	if (!isObject(body)) return hash(body);
	const digest = digests.get(body) ?? hash(canonical(body));
	digests.set(body, digest);
	return digest;
}
