import type { ApiResponse } from './responses';
import type { Matchable } from './ruleQueue';
import type { State } from './state';

/** A request that passed the rate limit and the token check, with its body parsed. */
export interface ApiRequest {
	account: string;
	method: string;
	/** Path with query, as sent. */
	url: string;
	params: Record<string, string>;
	query: Record<string, string | string[]>;
	/** The parsed JSON body; undefined when there was none or it was not JSON. */
	body: unknown;
	/** The body as text. */
	text: string;
}

/** An endpoint: its path in Propexo's notation (`{id}` for a parameter) and its response. */
export interface Endpoint {
	method: 'GET' | 'POST' | 'PUT';
	path: string;
	handle: (state: State, request: ApiRequest) => ApiResponse;
}

/** A request as fault rules and decisions see it. */
export function toMatchable({ method, url, text }: Omit<ApiRequest, 'account'>): Matchable {
	return { method, path: url, body: text };
}
