import { z } from 'zod/v3';

/** Which requests a rule is for. `path` is a prefix of path and query, or a regular expression when it starts with `^`. */
export const requestMatch = z
	.object({ method: z.string(), path: z.string(), bodyIncludes: z.string() })
	.partial()
	.strict();

/** See {@link requestMatch}. */
export type RequestMatch = z.infer<typeof requestMatch>;

/** What rules match; `path` with its query, `body` as text. */
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

/** True when a rule applies to the request. A rule without `match` applies to every request. */
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

/** Rules in order: a request takes the first one that matches it and has uses left. */
export class RuleQueue<Rule extends CountedRule> {
	private entries: Array<{ rule: Rule; remaining: number; skip: number }> = [];

	/** Adds a rule at the end. Throws a SyntaxError for a `path` that starts with `^` but is no regular expression. */
	add(rule: Rule): void {
		if (rule.match?.path?.startsWith('^')) new RegExp(rule.match.path);
		const remaining = rule.times === null ? Number.POSITIVE_INFINITY : (rule.times ?? 1);
		this.entries.push({ rule, remaining, skip: rule.after ?? 0 });
	}

	/** Takes one use of the rule for this request, if there is one. */
	take(request: Matchable): Rule | undefined {
		for (const entry of this.entries) {
			if (!matches(entry.rule.match, request)) continue;
			if (entry.skip > 0) {
				entry.skip -= 1;
				continue;
			}
			entry.remaining -= 1;
			if (entry.remaining <= 0) this.entries = this.entries.filter((other) => other !== entry);
			return entry.rule;
		}
		return undefined;
	}

	/** The rules with uses left, in order. */
	pending(): Rule[] {
		return this.entries.map(({ rule }) => rule);
	}

	/** Removes every rule. */
	clear(): void {
		this.entries = [];
	}
}
