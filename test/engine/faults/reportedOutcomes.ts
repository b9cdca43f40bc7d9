import type { INodeExecutionData } from 'n8n-workflow';

import { ERRORS, SUMMARY } from '../../../nodes/Propexo/actions/messages';
import { PMS_LABELS } from '../../../nodes/Propexo/catalogue/pms';
import { htmlToPlainText } from '../../../nodes/Propexo/utils/errorText';
import type { NodeOutput, RunResult } from '../support/runOptions';

/** The outcome that a run reported for one input item. */
export interface ReportedOutcome {
	readonly kind:
		| 'accepted'
		| 'skipped'
		| 'invalid'
		| 'rejected'
		/** The PMS rejected it in an earlier execution. */
		| 'rejectedBefore'
		| 'unknown'
		| 'notSent';
	readonly jobId?: string;
	/** The status of the job, where it is reported. */
	readonly status?: string | undefined;
}

/** The reported outcomes by input item; more than one for an item is a contradiction. */
export type OutcomesByItem = Map<number, ReportedOutcome[]>;

type Report = (item: number, outcome: ReportedOutcome) => void;

/** The fields of an output item that matter here. */
interface OutputJson {
	readonly error?: Readonly<Record<string, unknown>>;
	readonly skipped?: boolean;
	readonly job_id?: string;
	readonly write_status?: string;
}

/** The items that an item tag or a list of items names: `[Item 3]`, `Items 0–2, 7`. */
const itemsIn = (text: string): number[] =>
	[...text.matchAll(/\bItems? ([\d–, ]+)/g)].flatMap(([, list = '']) =>
		list.split(',').flatMap((range) => {
			const [first = NaN, last = first] = range.split('–').map(Number);
			return Array.from({ length: last - first + 1 }, (_, index) => first + index);
		}),
	);

const pairsOf = ({ pairedItem }: INodeExecutionData): number[] =>
	[pairedItem ?? []].flat().map((pair) => (typeof pair === 'object' ? pair.item : pair));

/** An item that names neither a job nor an error reports nothing. */
const outcomeOf = ({ json }: INodeExecutionData): ReportedOutcome | undefined => {
	const { error, skipped, job_id: jobId, write_status: status } = json as OutputJson;
	if (skipped) return { kind: 'skipped', status };
	if (error === undefined)
		return jobId === undefined ? undefined : { kind: 'accepted', jobId, status };
	if (typeof error.job_id === 'string') return { kind: 'accepted', jobId: error.job_id };
	if (error.outcome === 'unknown') return { kind: 'unknown' };
	if (error.outcome === 'rejected') return { kind: 'rejectedBefore' };
	return { kind: error.issues ? 'invalid' : 'rejected' };
};

const fromOutputs = ({ items, errorItems }: NodeOutput, report: Report): void => {
	for (const one of [...items, ...errorItems]) {
		const outcome = outcomeOf(one);
		if (outcome) for (const item of pairsOf(one)) report(item, outcome);
	}
};

/** The start of a sentence that goes on with items. */
const startOf = (sentence: (items: string) => string): string => sentence('|').split('|')[0]!;

const LINES: ReadonlyArray<readonly [start: string, ReportedOutcome['kind']]> = [
	[startOf(SUMMARY.notSent), 'notSent'],
	[startOf(SUMMARY.unknown), 'unknown'],
	[startOf(SUMMARY.notWritten), 'rejected'],
	[startOf(SUMMARY.skipped), 'skipped'],
];

const ACCEPTED = startOf((jobs) => SUMMARY.accepted([jobs]));

const fromLines = (lines: readonly string[], report: Report): void => {
	const accepted = lines.find((line) => line.startsWith(ACCEPTED)) ?? '';
	for (const [, jobId = '', items = ''] of accepted.matchAll(/job (\S+) \((Items? [^)]+)\)/g)) {
		for (const item of itemsIn(items)) report(item, { kind: 'accepted', jobId });
	}
	for (const [start, kind] of LINES) {
		for (const item of lines.filter((line) => line.startsWith(start)).flatMap(itemsIn))
			report(item, { kind });
	}
};

const UNKNOWN = startOf((record) => ERRORS.outcomeUnknown({ message: '' }, record).message);

const isPmsRejection = (message: string): boolean =>
	Object.values(PMS_LABELS).some((pms) => message.startsWith(`${pms} rejected `));

const REJECTED_BEFORE = Object.values(PMS_LABELS).map((pms) =>
	startOf((record) => ERRORS.keyRejected(pms, record, '').message),
);

const kindOfMessage = (message: string): ReportedOutcome['kind'] => {
	if (message.startsWith(UNKNOWN) || message.startsWith(ERRORS.interrupted.message))
		return 'unknown';
	const isRejectedBefore = REJECTED_BEFORE.some((start) => message.startsWith(start));
	return isRejectedBefore ? 'rejectedBefore' : 'rejected';
};

/** The message names the item that stopped the node; one that the PMS rejected is among the accepted ones, too. */
const fromMessage = (message: string, report: Report): void => {
	if (isPmsRejection(message)) return;
	for (const item of itemsIn(message)) report(item, { kind: kindOfMessage(message) });
};

/** The error names the invalid items and what an earlier attempt had sent; nothing else was sent. */
const fromInvalidStop = (
	message: string,
	lines: readonly string[],
	outcomes: OutcomesByItem,
): void => {
	const invalid = lines.filter((line) => line.startsWith('[Item '));
	const named = new Set([message, ...invalid].flatMap(itemsIn));
	for (const [item, entries] of outcomes) {
		if (named.has(item)) entries.push({ kind: 'invalid' });
		else if (!entries.length) entries.push({ kind: 'notSent' });
	}
};

/** Whether the node stopped for invalid items, which it finds before it sends anything. */
const isInvalidStop = (message: string, description: string): boolean =>
	[true, false].some(
		(isFirstAttempt) =>
			description.startsWith(ERRORS.nothingWritten(isFirstAttempt)) ||
			message.endsWith(ERRORS.invalidItems(2, [], isFirstAttempt).message.split('. ')[1]!),
	);

/** What a run of the node reported of its input items. */
export function reportedOutcomes(result: RunResult, count: number): OutcomesByItem {
	const outcomes: OutcomesByItem = new Map(Array.from({ length: count }, (_, item) => [item, []]));
	const report: Report = (item, outcome) => void outcomes.get(item)!.push(outcome);
	const { error } = result;
	if (!error) {
		fromOutputs(result, report);
		return outcomes;
	}
	const { message } = error;
	const description = htmlToPlainText(error.description ?? '');
	const lines = description.split('\n').map((line) => line.replace(/^• /, ''));
	fromLines(lines, report);
	if (isInvalidStop(message, description)) fromInvalidStop(message, lines, outcomes);
	else fromMessage(message, report);
	return outcomes;
}

/** What the calls of a tool reported, each with the item that it was for. */
export const reportedByCalls = (
	{ outputs }: RunResult,
	calls: readonly number[],
): Array<[item: number, outcomes: ReportedOutcome[]]> =>
	outputs.map((output, call) => {
		const outcomes: ReportedOutcome[] = [];
		fromOutputs(output, (_, outcome) => outcomes.push(outcome));
		return [calls[call]!, outcomes];
	});
