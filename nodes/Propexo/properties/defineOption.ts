import type { INodeProperties } from 'n8n-workflow';

import { err, ok, type Result } from '../utils/result';
import { trimSpace } from '../utils/trimSpace';

/** An option of the form, with the parser of what an expression may return for it. */
export interface OptionDefinition<T> {
	readonly property: INodeProperties;
	/** Where the parameter is, such as `options.concurrency`. */
	readonly path: string;
	readonly default: T;
	/** The error is the end of a sentence that begins with the label. */
	readonly parse: (value: unknown) => Result<T, string>;
}

/** What is wrong with the value of an option. */
export const OPTION_ISSUES = {
	notPositive: 'must be a number above 0',
	notBoolean: 'must be true or false',
	notTextList: 'must be text with one value per line, or a list of texts',
	notOneOf: (values: readonly string[]) =>
		`must be ${values.map((value) => `"${value}"`).join(' or ')}`,
} as const;

type Texts = Pick<INodeProperties, 'displayName' | 'name' | 'description'> &
	Partial<INodeProperties>;

const inOptions = ({ name }: Texts): string => `options.${name}`;

const parsePositive = (value: unknown, otherwise: number): Result<number, string> => {
	const isUnset = value === undefined || value === null || value === '';
	const number = isUnset ? otherwise : Number(value);
	return Number.isFinite(number) && number > 0 ? ok(number) : err(OPTION_ISSUES.notPositive);
};

/** A number above 0, such as seconds. */
export const positiveOption = (texts: Texts, defaultValue: number): OptionDefinition<number> => ({
	property: {
		type: 'number',
		default: defaultValue,
		typeOptions: { minValue: 1 },
		...texts,
	},
	path: inOptions(texts),
	default: defaultValue,
	parse: (value) => parsePositive(value, defaultValue),
});

/** A whole number of 1 or more; a fraction is rounded down. */
export const countOption = (
	{ typeOptions, ...texts }: Texts,
	defaultValue: number,
	path = inOptions(texts),
): OptionDefinition<number> => ({
	...positiveOption(
		{ ...texts, typeOptions: { minValue: 1, numberPrecision: 0, ...typeOptions } },
		defaultValue,
	),
	path,
	parse: (value) => {
		const number = parsePositive(value, defaultValue);
		return number.ok ? ok(Math.max(1, Math.floor(number.value))) : number;
	},
});

/** Text such as "true" is accepted; anything else is refused, because on must not become off. */
export const booleanOption = (texts: Texts): OptionDefinition<boolean> => ({
	property: { type: 'boolean', default: false, ...texts },
	path: inOptions(texts),
	default: false,
	parse: (value) => {
		const text = typeof value === 'string' ? value.trim().toLowerCase() : value;
		if (text === true || text === 'true') return ok(true);
		if (text === false || text === 'false') return ok(false);
		return err(OPTION_ISSUES.notBoolean);
	},
});

/** One of several values; the first one is the default. */
export const enumOption = <T extends string>(
	texts: Texts,
	values: readonly [T, ...T[]],
): OptionDefinition<T> => ({
	property: { type: 'options', default: values[0], ...texts },
	path: inOptions(texts),
	default: values[0],
	parse: (value) => {
		const found = values.find((each) => each === value);
		return found === undefined ? err(OPTION_ISSUES.notOneOf(values)) : ok(found);
	},
});

/** Texts, one per line; an expression may return a list instead. */
export const textListOption = (texts: Texts): OptionDefinition<readonly string[]> => ({
	property: { type: 'string', default: '', typeOptions: { rows: 3 }, ...texts },
	path: inOptions(texts),
	default: [],
	parse: (value) => {
		const values: unknown[] = Array.isArray(value) ? value : String(value ?? '').split('\n');
		const isText = (each: unknown): boolean =>
			typeof each === 'string' || Number.isSafeInteger(each);
		if (typeof value === 'object' && !Array.isArray(value) && value !== null)
			return err(OPTION_ISSUES.notTextList);
		if (!values.every(isText)) return err(OPTION_ISSUES.notTextList);
		return ok(values.map((each) => trimSpace(String(each))).filter(Boolean));
	},
});
