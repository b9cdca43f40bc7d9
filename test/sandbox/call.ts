import type { Answer } from './answers';
import type { Matchable } from './ruleQueue';
import type { State } from './state';

/** A request as an endpoint gets it: past rate limit and token, its body parsed. */
export interface Call {
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

/** An endpoint: where it stands (Propexo's notation, `{id}` for a parameter) and what it answers. */
export interface Endpoint {
	method: 'GET' | 'POST' | 'PUT';
	path: string;
	answer: (state: State, call: Call) => Answer;
}

/** A request as fault rules and decisions see it. */
export function matchable({ method, url, text }: Omit<Call, 'account'>): Matchable {
	return { method, path: url, body: text };
}
