import { truncate } from '../../utils/truncate';

/** What is wrong with a value, as the end of a sentence that begins with its label. */
export const SCHEMA_MESSAGES = {
	required: 'is required',
	text: 'must be text',
	number: 'must be a number',
	wholeNumber: 'must be a whole number',
	min: (min: number) => `must be ${min} or more`,
	moreThan: (limit: number) => `must be more than ${limit}`,
	max: (max: number) => `must be ${max} or less`,
	minLength: (length: number) => `must have ${length} characters or more`,
	maxLength: (length: number) => `must have ${length} characters or fewer`,
	pattern: "isn't in the format that Propexo expects",
	email: 'must be an email address',
	url: 'must be a web address, such as https://example.com',
	oneOf: (values: readonly string[]) => `must be one of ${values.join(', ')}`,
	boolean: 'must be true or false',
	object: 'must be an object',
	list: 'must be a list',
	emptyList: 'must have at least one row',
	cents:
		'must be a whole number of cents, such as 1250 for $12.50. ' +
		'To convert dollars, use the expression {{ Math.round($json.amount * 100) }}',
	date: 'must be a valid calendar date, such as 2026-11-30, or a date-time, such as 2026-11-30T09:30:00Z',
	/** A DateTime of an expression; Luxon's own name for one is "Invalid DateTime". */
	invalidDateTime: (reason: string) =>
		`is "Invalid DateTime" because its expression couldn't read a date: ${truncate(reason)}`,
	timeOfDay: (instant: string) =>
		`"${instant}" has a time of day, but a date is needed. ` +
		"To choose the day, use an expression such as {{ $json.date.format('yyyy-MM-dd') }}",
	notAnId: (text: string) => `must be an ID, not "${text}": the expression didn't return an ID`,
	/** Such a number lost digits and would name another record. */
	unsafeInteger: 'must be text: the number is too large to be exact',
} as const;

/** The condition of a rule between fields, as the end of a sentence. */
const when = (label: string, values?: readonly unknown[]): string =>
	`when ${label} is ${values ? values.map(String).join(' or ') : 'set'}`;

/** What is wrong with a field because of another one. Without values, the other one is set at all. */
export const RULE_MESSAGES = {
	requiredWhen: (label: string, values?: readonly unknown[]) =>
		`${SCHEMA_MESSAGES.required} ${when(label, values)}`,
	betweenWhen: (min: number, max: number, label: string, values?: readonly unknown[]) =>
		`must be between ${min} and ${max} ${when(label, values)}`,
	sum: (label: string, sum: number) => `must equal the total of ${label}, ${sum} cents`,
} as const;
