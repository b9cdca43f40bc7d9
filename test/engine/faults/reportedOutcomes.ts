import type { INodeExecutionData } from 'n8n-workflow';

import type { RunResult } from '../support/runOptions';

/** The outcome that a run reported for one input item. */
export interface ReportedOutcome {
	readonly kind: 'accepted' | 'skipped' | 'invalid' | 'rejected' | 'unknown' | 'notSent';
	readonly jobId?: string;
}

/** The reported outcomes by input item; more than one for an item is a contradiction. */
export type OutcomesByItem = Map<number, ReportedOutcome[]>;

type Report = (item: number, outcome: ReportedOutcome) => void;

/** The fields of an output item that matter here. */
interface OutputJson {
	readonly error?: string;
	readonly details?: Readonly<Record<string, unknown>>;
	readonly skipped?: boolean;
	readonly job_id?: string;
}

const itemsIn = (text: string): number[] =>
	[...text.matchAll(/\[Item (\d+)\]/g)].map(([, item]) => Number(item));

const pairsOf = ({ pairedItem }: INodeExecutionData): number[] =>
	[pairedItem ?? []].flat().map((pair) => (typeof pair === 'object' ? pair.item : pair));

/** An item that names neither a job nor an error reports nothing. */
const outcomeOf = ({ json }: INodeExecutionData): ReportedOutcome | undefined => {
	const { error, details, skipped, job_id: jobId } = json as OutputJson;
	if (skipped) return { kind: 'skipped' };
	if (error === undefined) return jobId === undefined ? undefined : { kind: 'accepted', jobId };
	if (typeof details?.job_id === 'string') return { kind: 'accepted', jobId: details.job_id };
	if (details?.outcome === 'unknown' && error.startsWith('Nobody knows'))
		return { kind: 'unknown' };
	return { kind: details?.issues ? 'invalid' : 'rejected' };
};

const fromOutputs = ({ items, errorItems }: RunResult, report: Report): void => {
	for (const one of [...items, ...errorItems]) {
		const outcome = outcomeOf(one);
		if (outcome) for (const item of pairsOf(one)) report(item, outcome);
	}
};

const LINES: ReadonlyArray<readonly [RegExp, ReportedOutcome['kind']]> = [
	[/^Not sent: /, 'notSent'],
	[/^Nobody knows whether these were written: /, 'unknown'],
	[/^Not written: /, 'rejected'],
	[/^Written before, so skipped: /, 'skipped'],
];

const fromLines = (description: string, report: Report): void => {
	const lines = description.split('\n');
	const accepted = lines.find((line) => line.startsWith('Propexo has accepted: ')) ?? '';
	for (const [, jobId = '', items = ''] of accepted.matchAll(/job (\S+)((?: \[Item \d+\])+)/g)) {
		for (const item of itemsIn(items)) report(item, { kind: 'accepted', jobId });
	}
	for (const [start, kind] of LINES) {
		for (const item of lines.filter((line) => start.test(line)).flatMap(itemsIn))
			report(item, { kind });
	}
};

/** The message names the item that stopped the node; one that the PMS rejected is among the accepted ones, too. */
const fromMessage = (message: string, report: Report): void => {
	if (/did not take the write/.test(message)) return;
	for (const item of itemsIn(message))
		report(item, { kind: message.startsWith('Nobody knows') ? 'unknown' : 'rejected' });
};

/** The error names the invalid items and what an earlier try had sent; nothing else was sent. */
const fromInvalidStop = (message: string, description: string, outcomes: OutcomesByItem): void => {
	const bad = description.split('\n').filter((line) => line.startsWith('• [Item '));
	const named = new Set(itemsIn(`${message}\n${bad.join('\n')}`));
	for (const [item, entries] of outcomes) {
		if (named.has(item)) entries.push({ kind: 'invalid' });
		else if (!entries.length) entries.push({ kind: 'notSent' });
	}
};

/** Whether the node stopped for invalid items, which it finds before it sends anything. */
const isInvalid = (message: string, description: string): boolean =>
	/ items are not valid, /.test(message) ||
	/^Nothing (more )?was written(\.|:)(\n|$)/.test(description);

/** What a run of the node reported of its input items. */
export function reportedOutcomes(result: RunResult, count: number): OutcomesByItem {
	const outcomes: OutcomesByItem = new Map(Array.from({ length: count }, (_, item) => [item, []]));
	const report: Report = (item, outcome) => void outcomes.get(item)!.push(outcome);
	const { error } = result;
	if (!error) {
		fromOutputs(result, report);
		return outcomes;
	}
	const description = error.description ?? '';
	fromLines(description, report);
	if (isInvalid(error.message, description)) fromInvalidStop(error.message, description, outcomes);
	else fromMessage(error.message, report);
	return outcomes;
}
