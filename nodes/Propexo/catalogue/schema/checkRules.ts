import type { Condition, Rule } from '../endpoint';
import { fieldLabel } from '../labels';
import { RULE_MESSAGES } from './schemaMessages';

/** A request body in Propexo's names. */
export type Body = Readonly<Record<string, unknown>>;

/** A rule that a body breaks. */
export interface RuleIssue {
	/** Propexo's name of the field. */
	readonly path: string;
	readonly message: string;
}

const conditionHolds = ({ field, in: values }: Condition, body: Body): boolean =>
	values ? values.includes(body[field] as string | boolean) : body[field] !== undefined;

const sumOf = (rows: unknown, name: string): number | undefined => {
	const amounts = Array.isArray(rows) ? rows.map((row) => Number((row as Body)[name])) : [];
	return amounts.length && amounts.every(Number.isFinite)
		? amounts.reduce((sum, amount) => sum + amount)
		: undefined;
};

const checkRule = (rule: Rule, body: Body): RuleIssue[] => {
	if ('total' in rule) {
		const sum = sumOf(body[rule.of], rule.total);
		if (sum === undefined || body[rule.total] === undefined || body[rule.total] === sum) return [];
		const message = RULE_MESSAGES.sum(fieldLabel(rule.of), sum);
		return [{ path: rule.total, message }];
	}
	if (!conditionHolds(rule.when, body)) return [];
	const condition = [fieldLabel(rule.when.field), rule.when.in] as const;
	if ('requires' in rule) {
		if (body[rule.requires] !== undefined) return [];
		return [{ path: rule.requires, message: RULE_MESSAGES.requiredWhen(...condition) }];
	}
	const { field, min, max } = rule;
	const value = body[field];
	if (typeof value !== 'number' || (value >= min && value <= max)) return [];
	return [{ path: field, message: RULE_MESSAGES.betweenWhen(min, max, ...condition) }];
};

/**
 * The rules that a body breaks.
 * @param body a body whose fields are valid each on its own; amounts in cents
 */
export const checkRules = (rules: readonly Rule[], body: Body): RuleIssue[] =>
	rules.flatMap((rule) => checkRule(rule, body));
