/** One thing Propexo found wrong with a request. */
export interface PropexoIssue {
	/** Where in the body, from the outside in; empty for the body as a whole. */
	readonly path: ReadonlyArray<string | number>;
	readonly message: string;
	/** The names of fields the PMS does not take. */
	readonly keys?: readonly string[];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const member = (value: unknown, ...names: string[]): unknown =>
	names.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);

const isStep = (step: unknown): step is string | number => typeof step === 'string' || typeof step === 'number';

const toIssue = (raw: unknown): PropexoIssue[] => {
	if (!isObject(raw)) return [];
	const { path, message, keys } = raw;
	return [
		{
			path: Array.isArray(path) ? path.filter(isStep) : [],
			message: typeof message === 'string' ? message : 'not accepted',
			...(Array.isArray(keys) && { keys: keys.map(String) }),
		},
	];
};

/**
 * The validation issues in an error body; the documentation shows them in two nestings.
 * https://docs.propexo.com/api-reference/pms-generic-ap-is
 * @param body the body of a 4xx answer
 */
export function issuesOf(body: unknown): PropexoIssue[] {
	const details = member(body, 'error', 'details');
	const issues = [member(details, 'issues'), member(details, 'details', 'issues')].find(Array.isArray) ?? [];
	return (issues as unknown[]).slice(0, 50).flatMap(toIssue);
}

/**
 * What the error body says in words.
 * @param body the body of an answer
 * @returns nothing where it says nothing that a person could read
 */
export function messageOf(body: unknown): string | undefined {
	const message = member(body, 'error', 'message') ?? member(body, 'message');
	return typeof message === 'string' && message.trim() ? message.trim().slice(0, 500) : undefined;
}
