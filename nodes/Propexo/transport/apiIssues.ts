import { isObject } from '../utils/guards';
import { truncate } from '../utils/truncate';

/** One thing Propexo found wrong with a request. */
export interface ApiIssue {
	/** Where in the body, from the outside in; empty for the body as a whole. */
	readonly path: ReadonlyArray<string | number>;
	readonly message: string;
	/** The names of fields the PMS does not take. */
	readonly keys?: readonly string[];
}

const member = (value: unknown, ...names: string[]): unknown =>
	names.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);

const isStep = (step: unknown): step is string | number =>
	typeof step === 'string' || typeof step === 'number';

/** How many issues are told of; a field that a PMS does not take counts as one. */
const MOST_ISSUES = 50;

/** No body of Propexo is as deep as this; and no name of a field, nor a row, is as long. */
const MOST_STEPS = 10;
const LONGEST_NAME = 100;

const named = (names: readonly unknown[], most: number): Array<string | number> =>
	names
		.slice(0, most)
		.filter(isStep)
		.map((name) => (typeof name === 'string' ? truncate(name, LONGEST_NAME) : name));

const toIssue = ({ path, message, keys }: Record<string, unknown>, room: number): ApiIssue => ({
	path: Array.isArray(path) ? named(path, MOST_STEPS) : [],
	message: typeof message === 'string' ? truncate(message) : 'not accepted',
	...(Array.isArray(keys) && { keys: named(keys, room).map(String) }),
});

const countOf = ({ keys }: Record<string, unknown>): number =>
	Array.isArray(keys) ? keys.length : 1;

/**
 * The validation issues in an error body; the documentation shows them in two nestings. Where
 * there are very many, the last one says how many are left out: whatever answered, it must not
 * fill the memory or the execution data.
 * https://docs.propexo.com/api-reference/pms-generic-ap-is
 */
export function parseApiIssues(body: unknown): ApiIssue[] {
	const details = member(body, 'error', 'details');
	const issues: unknown[] =
		[member(details, 'issues'), member(details, 'details', 'issues')].find(Array.isArray) ?? [];
	const told: ApiIssue[] = [];
	let room = MOST_ISSUES;
	let leftOut = 0;
	for (const issue of issues.filter(isObject)) {
		const count = countOf(issue);
		if (room > 0) told.push(toIssue(issue, room));
		leftOut += Math.max(0, count - room);
		room = Math.max(0, room - count);
	}
	return leftOut ? [...told, { path: [], message: `and ${leftOut} more` }] : told;
}

/**
 * What the error body says in words.
 * @returns nothing where it says nothing that a person could read
 */
export function parseApiMessage(body: unknown): string | undefined {
	const message = member(body, 'error', 'message') ?? member(body, 'message');
	return typeof message === 'string' && message.trim() ? truncate(message.trim()) : undefined;
}
