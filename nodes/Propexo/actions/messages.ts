import { CANCELED } from '../transport/sleepWithAbort';
import type { ErrorSentences, ErrorText } from '../utils/errorText';
import { pluralize } from '../utils/pluralize';
import { omittedText, truncate } from '../utils/truncate';

/** A sentence as the end of another one; names and codes keep their capitals. */
const asClause = (sentence: string): string => {
	const text = sentence.replace(/\.$/, '');
	return /^(?!Propexo)[A-Z][a-z']/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
};

const upperFirst = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** So many keys fit in a sentence. */
const MAX_LISTED = 10;

/** The first values in quotes, and how many more there are. */
const listed = (values: readonly string[]): string =>
	[
		...values.slice(0, MAX_LISTED).map((value) => `"${truncate(value, 60)}"`),
		...(values.length > MAX_LISTED ? [omittedText(values.length - MAX_LISTED)] : []),
	].join(', ');

const DONT_RESEND = "Don't send it again.";

const LOOK_IN_PMS = "Look in the PMS itself: the write log and Propexo's records can lag by hours.";

const FIX_AND_RUN = 'Correct this and run the workflow again.';

const RETRY_JOB = 'Fix the cause, then retry the job with Write Job > Retry.';

const rejectedBy = (name: string, subject: string, reasons: readonly string[]): ErrorSentences => ({
	message: `${name} rejected ${subject}`,
	description: reasons.length ? RETRY_JOB : `The PMS gave no reason. ${RETRY_JOB}`,
	bullets: reasons,
});

/** What is wrong with a parameter, as the end of a sentence that begins with its label. */
export const ISSUES = {
	limit: 'must be a whole number of 1 or more',
	order: 'must be fields with :asc or :desc, such as updated_at:desc,id:asc',
	invalidJson: (reason: string) => `isn't valid JSON: ${reason}`,
	duplicateKey: (key: string, where: string) =>
		`has "${key}" twice${where && ` in ${where}`}. Keep one of them`,
	unreadable: (reason: string) => `can't be evaluated: ${reason}`,
	unknownField: (pms: string) => `isn't a field for ${pms}`,
	wholeExpression: (inputLabel: string) =>
		`can't be set by one expression. To use an expression, set ${inputLabel} to JSON`,
	emptyRow: (inputLabel: string) =>
		`is empty. Fill it in or remove it. To use an expression, set ${inputLabel} to JSON`,
	emptyFilter:
		'is empty because its expression returned nothing. Return an empty string to ignore the filter',
	requires: (labels: readonly string[]) => `requires ${labels.join(' and ')}`,
	noPms: (names: string) => `isn't selected. Choose one of ${names}`,
	unsupportedPms: (name: string, names: string) =>
		`"${name}" isn't supported for this operation. Choose one of ${names}`,
	otherPms: (integration: string, actual: string, selected: string) =>
		`"${integration}" runs on ${actual}, not on ${selected}. Choose another integration, or set PMS to ${actual}`,
	keyEmpty: 'is empty. Enter a key, or remove the option to write without one',
	keyNothing: (expression: string) =>
		`is incomplete because ${expression} returned nothing. Use a field that every item has`,
	keyNotText: (value: string) =>
		`can't be ${value}. Use text or a whole number, such as the bill number`,
	keyInexact: (value: string) =>
		`can't be the number ${value}, which isn't exact. Format the column as text`,
	keyPlaceholder: (key: string) =>
		`"${key}" stands for a missing value. Use a field that every item has`,
	keyAmbiguous: (key: string, items: string) =>
		`"${key}" is the same for ${items}, whose fields differ. Use a key that tells them apart, such as vendor and bill number`,
	noFile: (property: string, available: readonly string[]) =>
		`refers to "${property}", which contains no file. ${available.length ? `Available: ${available.join(', ')}` : 'The item has no files'}`,
	singleFile: 'takes a single file',
	fileType: (name: string, expected: string, actual: string) =>
		`must be ${expected}, but "${name}" is ${actual}`,
	fileSize: (name: string, limit: string, actual: string) =>
		`can't exceed ${limit}, but "${name}" is ${actual}`,
	fileContent: (expected: string) => `must be ${expected}, but its content isn't`,
	base64: `isn't base64. Leave out line breaks and a prefix such as "data:image/png;base64,"`,
	fileExtension: (name: string) => `"${name}" has no extension. Name the file like bill.pdf`,
	fileName: (name: string) => `"${name}" can't contain slashes, backslashes or control characters`,
	totalFileSize: (limit: string, actual: string) =>
		`can't exceed ${limit} in total, but the files are ${actual}`,
} as const;

/** What the Propexo Accounting node says when something goes wrong. */
export const ERRORS = {
	invalidParameters: (issues: readonly string[]): ErrorSentences => ({
		message: issues[0] ?? '',
		description: FIX_AND_RUN,
		...(issues.length > 1 && { bullets: issues }),
	}),
	/** The issue of a record, whose name is known where it has a number. */
	invalidRecord: (issue: string, record: string | undefined): string =>
		record ? `${issue} (${record})` : issue,
	invalidItem: (issues: readonly string[], record?: string): ErrorSentences => ({
		message: ERRORS.invalidRecord(
			issues.length > 1 ? `${issues[0]} (and ${issues.length - 1} more)` : `${issues[0]}`,
			record,
		),
		description: `Nothing was written for this item. ${FIX_AND_RUN}`,
		...(issues.length > 1 && { bullets: issues }),
	}),
	invalidItems: (
		count: number,
		issues: readonly string[],
		isFirstAttempt: boolean,
	): ErrorSentences => ({
		message: `${count} items are invalid. Nothing ${isFirstAttempt ? '' : 'more '}was written.`,
		description: 'Correct the following and run the workflow again.',
		bullets: issues,
	}),
	nothingWritten: (isFirstAttempt: boolean): string =>
		`Nothing ${isFirstAttempt ? '' : 'more '}was written. ${FIX_AND_RUN}`,
	requestRejected: (
		{ message, description }: Pick<ErrorText, 'message' | 'description'>,
		issues: readonly string[],
		record: string,
	): ErrorSentences => ({
		message: [`${upperFirst(record)} not written`, asClause(message), ...issues.slice(0, 1)].join(
			': ',
		),
		description,
		...(issues.length > 1 && { bullets: issues }),
	}),
	outcomeUnknown: ({ message }: Pick<ErrorText, 'message'>, record: string): ErrorSentences => ({
		message: `Write outcome unknown for ${record}: ${asClause(message)}. ${DONT_RESEND}`,
		description: `${LOOK_IN_PMS} Send it again only if it wasn't entered.`,
	}),
	keyStoreUnavailable: (reason: string): ErrorSentences => ({
		message: "Not sent: n8n's deduplication store is unavailable",
		description: `n8n says: ${reason}. Try again once n8n's database is available.`,
	}),
	keyOpen: (record: string, key: string): ErrorSentences => ({
		message: `Write outcome unknown for ${record}: an earlier execution sent it with the key "${key}". ${DONT_RESEND}`,
		description: `${LOOK_IN_PMS} If it wasn't entered, add the key to Release Keys and run the workflow again.`,
	}),
	keyRejected: (pms: string, record: string, key: string): ErrorSentences => ({
		message: `Not sent: ${pms} rejected ${record} in an earlier execution (key "${key}")`,
		description:
			'If that job was retried since, the PMS may have it: check there. Otherwise correct the item, and use a new key or add this one to Release Keys.',
	}),
	interrupted: {
		message: `Write outcome unknown: n8n lost what an earlier attempt of this execution sent. ${DONT_RESEND}`,
		description:
			'That attempt was interrupted, or this execution was retried before. Sending again might write twice. Check the PMS or Write Job > Get Many, then run the workflow again with only the missing items.',
	},
	pmsRejected: rejectedBy,
	jobRejected: (jobId: string, reasons: readonly string[]): ErrorSentences =>
		rejectedBy('The PMS', `write job ${jobId}`, reasons),
	duplicateFailed: {
		message: 'Not written: another item with the same Idempotency Key failed',
		description: 'Fix that item and run the workflow again.',
	},
	duplicateRejected: (pms: string, record: string, item: string): ErrorSentences => ({
		message: `Not sent: ${pms} rejected the ${record} of ${item}, which has the same Idempotency Key`,
		description: `${RETRY_JOB} Or correct the item, and use a new key or add this one to Release Keys.`,
	}),
	duplicateUnknown: (record: string, item: string): ErrorSentences => ({
		message: `Write outcome unknown for ${record}: ${item} was sent with the same Idempotency Key. ${DONT_RESEND}`,
		description: `${LOOK_IN_PMS} Send it again only if it wasn't entered.`,
	}),
	notWritten: 'Not written',
	notSent: 'Not sent',
	noReason: 'Unreadable response from Propexo',
	notDisplayable: (reason: string): string =>
		`Propexo returned a response that can't be displayed: ${reason}`,
	notFound: (subject: string): string => `Propexo couldn't find ${subject}`,
	retryUnknown: (jobId: string, { message }: ErrorText): ErrorSentences => ({
		message: `Retry outcome unknown for job ${jobId}: ${asClause(message)}. Don't retry it again.`,
		description: "Look for a new job in Propexo's write log, or for the record in the PMS.",
	}),
	retryRefused: (jobId: string, { description }: ErrorText): ErrorSentences => ({
		message: `Propexo refused to retry job ${jobId}`,
		description: `Only a write that the PMS rejected can be retried. ${description}`,
	}),
	invalidJobId: (issue: string): ErrorSentences => ({
		message: `Job ID ${issue}`,
		description: 'Use the job_id returned by a write operation, such as {{ $json.job_id }}.',
	}),
	invalidOption: (label: string, issue: string, value: string, item: string): ErrorSentences => ({
		message: `${label} ${issue}`,
		description: `This attempt sent nothing. Correct the value (${value} for ${item}) and run the workflow again.`,
	}),
	unreadableOption: (label: string, reason: string, item: string): ErrorSentences => ({
		message: `${label} ${ISSUES.unreadable(reason)}`,
		description: `This attempt sent nothing. Correct the expression; it failed for ${item}.`,
	}),
	differingOption: (label: string, values: readonly [string, string]): ErrorSentences => ({
		message: `${label} must be the same for all items`,
		description: `This attempt sent nothing. The value is ${values[0]} and ${values[1]}. Use one value, or split the items with an If node first.`,
	}),
	fixAndRun: FIX_AND_RUN,
	unknownOperation: (resource: string, operation: string): ErrorSentences => ({
		message: `Unknown operation "${[resource, operation].filter(Boolean).join(' > ')}"`,
		description: 'Choose a resource and an operation from the lists.',
	}),
	canceled: CANCELED,
	keysNotUpdated: (reason: string): string =>
		`Idempotency keys couldn't be updated: ${reason}. The next execution may report items of this run as unknown.`,
} as const;

/** The outcome of each item, where the node stops. */
export const SUMMARY = {
	accepted: (jobs: readonly string[]) => `Accepted: ${jobs.join(', ')}.`,
	job: (jobId: string, items: string) => `job ${jobId} (${items})`,
	unknown: (items: string) => `Outcome unknown, don't send again: ${items}.`,
	notWritten: (items: string) => `Not written: ${items}.`,
	notSent: (items: string) => `Not sent: ${items}.`,
	skipped: (items: string) => `Skipped (already sent): ${items}.`,
} as const;

/** What deserves attention in writes that didn't fail. */
export const HINTS = {
	pending: (count: number) =>
		`${pluralize(count, 'write is', 'writes are')} still PENDING after the wait. Follow ${count === 1 ? 'it' : 'them'} with Write Job > Wait for Outcome or the trigger, and don't send ${count === 1 ? 'it' : 'them'} again.`,
	unrecognized: (count: number, statuses: readonly string[]) =>
		`${pluralize(count, 'write has', 'writes have')} an unrecognized status: ${statuses.join(', ')}. Check the PMS before you send ${count === 1 ? 'it' : 'them'} again.`,
	unreadable: (count: number, reason: string) =>
		`The outcome of ${pluralize(count, 'write')} couldn't be read (${reason}). Follow ${count === 1 ? 'it' : 'them'} with Write Job > Wait for Outcome, and don't send ${count === 1 ? 'it' : 'them'} again.`,
	skippedUnchecked: (count: number) =>
		`${pluralize(count, 'item was', 'items were')} skipped because an earlier execution sent ${count === 1 ? 'it' : 'them'} without waiting for the outcome. Look for ${count === 1 ? 'the job' : 'the jobs'} with Write Job > Get Many. Turn on Wait for Completion to have the outcome remembered.`,
	keyOfOtherBody: (keys: readonly string[]) =>
		`Skipped, although the fields differ from those sent earlier with the same key: ${listed(keys)}. If this is another record, use a key that tells them apart. To change a record, use an Update operation.`,
	released: (keys: readonly string[]) =>
		`Written although the key was known: ${listed(keys)}. Remove Release Keys, or the next run writes ${keys.length === 1 ? 'it' : 'them'} again.`,
	notReleased: (keys: readonly string[]) =>
		`Release Keys has no effect on ${listed(keys)}: no item with ${keys.length === 1 ? 'this key' : 'these keys'} was waiting for it.`,
	partial: (count: number) =>
		`${pluralize(count, 'write')} partially succeeded. See "errors" for what's missing, and don't send the whole record again.`,
	unsetField: (field: string, items: string) =>
		`${field} wasn't sent for ${items}, because its expression returned nothing.`,
} as const;
