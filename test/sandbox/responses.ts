import type { z } from 'zod/v3';

import type { SandboxOptions } from './options';

/** The response of an endpoint, before any fault. */
export interface ApiResponse {
	status: number;
	body: unknown;
}

/** A 200 response. */
export function ok(body: unknown): ApiResponse {
	return { status: 200, body };
}

/**
 * An error in Propexo's shape, `{ error: { code, message, details? } }`. Only 400 is declared in the documentation,
 * so the codes of the other statuses are this sandbox's own.
 * https://docs.propexo.com/api-reference/pms-generic-ap-is
 */
export function errorResponse(
	status: number,
	code: string,
	message: string,
	details?: unknown,
): ApiResponse {
	return {
		status,
		body: { error: details === undefined ? { code, message } : { code, message, details } },
	};
}

/** The documented 400 for a body or query that does not validate, with its zod issues. */
export function invalidRequest(
	issues: z.ZodIssue[],
	nesting: SandboxOptions['issueNesting'],
): ApiResponse {
	const zodError = { issues, name: 'ZodError' };
	return errorResponse(
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
export function notFound(what: string): ApiResponse {
	return errorResponse(404, 'not_found', `${what} was not found`);
}
