import type { z } from 'zod/v3';

import type { SandboxOptions } from './options';

/** What an endpoint answers before it is put on the wire. */
export interface Answer {
	status: number;
	body: unknown;
}

/** A 200 answer. */
export function ok(body: unknown): Answer {
	return { status: 200, body };
}

/**
 * An error in Propexo's shape, `{ error: { code, message, details? } }`. Only 400 is declared in the documentation,
 * so the codes of the other statuses are this sandbox's own.
 * https://docs.propexo.com/api-reference/pms-generic-ap-is
 */
export function failure(status: number, code: string, message: string, details?: unknown): Answer {
	return {
		status,
		body: { error: details === undefined ? { code, message } : { code, message, details } },
	};
}

/** The documented 400 for a body or query that does not validate, with its zod issues. */
export function invalidRequest(
	issues: z.ZodIssue[],
	nesting: SandboxOptions['issueNesting'],
): Answer {
	const zodError = { issues, name: 'ZodError' };
	return failure(
		400,
		'invalid_request',
		'invalid request',
		nesting === 'details' ? zodError : { details: zodError },
	);
}

/** One issue of code `custom`, for what a schema cannot know (an integration that does not exist, for example). */
export function customIssue(path: Array<string | number>, message: string): z.ZodIssue {
	return { code: 'custom', path, message };
}

/** The 404 for an unknown id or path. */
export function notFound(what: string): Answer {
	return failure(404, 'not_found', `${what} was not found`);
}
