import { isObject } from './guards';

/** The value at a path of keys and indexes; undefined where the path ends early. */
export const getPath = (value: unknown, path: ReadonlyArray<string | number>): unknown =>
	path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
