import { z } from 'zod/v3';

/** Which requests a rule is for. `path` is a prefix of path and query, or a regular expression when it starts with `^`. */
export const requestMatch = z
	.object({ method: z.string(), path: z.string(), bodyIncludes: z.string() })
	.partial()
	.strict();

/** See {@link requestMatch}. */
export type RequestMatch = z.infer<typeof requestMatch>;

/** A request as rules see it; `path` with its query, `body` as text. */
export interface Matchable {
	method: string;
	path: string;
	body: string;
}

/** A rule: for which requests, how many of them (null: all), and how many to let through first. */
export interface CountedRule {
	match?: RequestMatch;
	/** Default 1. */
	times?: number | null;
	/** Default 0. */
	after?: number;
}

/** True when the request is one the rule is for. A rule without `match` is for every request. */
export function matches(match: RequestMatch | undefined, request: Matchable): boolean {
	if (!match) return true;
	if (match.method !== undefined && match.method.toUpperCase() !== request.method) return false;
	if (match.path?.startsWith('^')) {
		if (!new RegExp(match.path).test(request.path)) return false;
	} else if (match.path !== undefined && !request.path.startsWith(match.path)) {
		return false;
	}
	return match.bodyIncludes === undefined || request.body.includes(match.bodyIncludes);
}

/** Rules that are used up in order: a request gets the first rule that is for it and not yet used up. */
export class RuleQueue<Rule extends CountedRule> {
	private entries: Array<{ rule: Rule; left: number; skip: number }> = [];

	/** Adds a rule at the end. Throws a SyntaxError for a `path` that is no regular expression though it starts with `^`. */
	add(rule: Rule): void {
		if (rule.match?.path?.startsWith('^')) new RegExp(rule.match.path);
		const left = rule.times === null ? Number.POSITIVE_INFINITY : (rule.times ?? 1);
		this.entries.push({ rule, left, skip: rule.after ?? 0 });
	}

	/** The rule for this request, or undefined; one use is taken off it. */
	take(request: Matchable): Rule | undefined {
		for (const entry of this.entries) {
			if (!matches(entry.rule.match, request)) continue;
			if (entry.skip > 0) {
				entry.skip -= 1;
				continue;
			}
			entry.left -= 1;
			if (entry.left <= 0) this.entries = this.entries.filter((other) => other !== entry);
			return entry.rule;
		}
		return undefined;
	}

	/** The rules not yet used up, in order. */
	pending(): Rule[] {
		return this.entries.map(({ rule }) => rule);
	}

	/** Forgets every rule. */
	clear(): void {
		this.entries = [];
	}
}
