import { ExpressionParser, type IExecuteFunctions } from 'n8n-workflow';

import { IDEMPOTENCY_KEY } from '../../properties/writeOptions';
import { err, ok, type Result } from '../../utils/result';
import { trimSpace } from '../../utils/trimSpace';
import { truncate } from '../../utils/truncate';
import { expressionIssue } from '../common/issues';
import { ISSUES } from '../messages';
import type { StoredKey } from './deduplication';

const PATH = `options.${IDEMPOTENCY_KEY.name}`;

/** A key as it was entered, and as it is stored. */
export interface IdempotencyKey extends StoredKey {
	readonly text: string;
}

/** The key of each input item, or why it has none. */
export type ItemKeys = ReadonlyArray<Result<string, string>>;

/** Long enough to recognize a value, in characters. */
const MAX_QUOTE_LENGTH = 60;

/** What a missing value looks like once it is part of a text. */
const PLACEHOLDER = /\b(?:undefined|null|NaN|Invalid DateTime)\b|\[object \w+\]/;

const describeValue = (value: unknown): string =>
	truncate(
		typeof value === 'object' ? (JSON.stringify(value) ?? 'an object') : String(value),
		MAX_QUOTE_LENGTH,
	);

const parseText = (text: string): Result<string, string> => {
	const key = trimSpace(text);
	return PLACEHOLDER.test(key)
		? err(ISSUES.keyPlaceholder(truncate(key, MAX_QUOTE_LENGTH)))
		: ok(key);
};

/** The text of what an expression returned; only text and whole numbers tell records apart. */
function toKeyText(value: unknown, expression: string): Result<string, string> {
	const isBlank = value === undefined || value === null || trimSpace(String(value)) === '';
	if (isBlank) return err(ISSUES.keyNothing(expression));
	if (typeof value === 'string') return ok(value);
	if (typeof value !== 'number' || !Number.isFinite(value))
		return err(ISSUES.keyNotText(describeValue(value)));
	return Number.isSafeInteger(value) ? ok(String(value)) : err(ISSUES.keyInexact(String(value)));
}

/**
 * The key of a raw parameter, of which each expression is evaluated by itself: in a template, n8n
 * puts nothing in the place of a missing value.
 * @param evaluate the value of an expression such as `{{ $json.number }}`
 */
export function parseKey(
	raw: unknown,
	evaluate: (expression: string) => unknown,
): Result<string, string> {
	const text = String(raw ?? '');
	const parts = text.startsWith('=')
		? ExpressionParser.splitExpression(text.slice(1))
		: [{ type: 'text' as const, text }];
	const values: unknown[] = [];
	const texts: string[] = [];
	for (const part of parts) {
		if (part.type === 'text') {
			texts.push(part.text);
			continue;
		}
		const expression = `{{${part.text}}}`;
		const value = evaluate(expression);
		const keyText = toKeyText(value, expression);
		if (!keyText.ok) return keyText;
		values.push(value);
		texts.push(keyText.value);
	}
	const key = trimSpace(texts.join(''));
	if (!key) return err(ISSUES.keyEmpty);
	// A zero by itself is a counter that was never set.
	return values[0] === 0 && key === '0' ? err(ISSUES.keyNotText('0')) : parseText(key);
}

function readKey(context: IExecuteFunctions, raw: unknown, item: number): Result<string, string> {
	try {
		return parseKey(raw, (expression) => context.evaluateExpression(expression, item));
	} catch (error) {
		return err(expressionIssue(error).message);
	}
}

/**
 * The key of each input item; undefined where the option isn't set. The error is the end of a
 * sentence that begins with the label.
 */
export function readKeys(context: IExecuteFunctions): ItemKeys | undefined {
	const raw: unknown = context.getNodeParameter(PATH, 0, null, { rawExpressions: true });
	return raw === null || raw === undefined
		? undefined
		: context.getInputData().map((_, item) => readKey(context, raw, item));
}
