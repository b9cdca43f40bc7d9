import type { INodeExecutionData } from 'n8n-workflow';

import type { RunResult } from '../support/engine';

/** What n8n was told of one input item. */
export interface Told {
	readonly kind: 'accepted' | 'skipped' | 'invalid' | 'refused' | 'unknown' | 'notSent';
	readonly jobId?: string;
}

/** What n8n was told, by input item; more than one entry for an item is one too many. */
export type ToldByItem = Map<number, Told[]>;

/** What an output item may hold. */
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

/** An item that names neither a job nor an error tells nothing. */
const kindOfItem = ({ json }: INodeExecutionData): Told | undefined => {
	const { error, details, skipped, job_id: jobId } = json as OutputJson;
	if (skipped) return { kind: 'skipped' };
	if (error === undefined) return jobId === undefined ? undefined : { kind: 'accepted', jobId };
	if (typeof details?.job_id === 'string') return { kind: 'accepted', jobId: details.job_id };
	if (details?.outcome === 'unknown' && error.startsWith('Nobody knows'))
		return { kind: 'unknown' };
	return { kind: details?.issues ? 'invalid' : 'refused' };
};

const fromOutputs = (
	{ items, errorItems }: RunResult,
	tell: (item: number, told: Told) => void,
): void => {
	for (const one of [...items, ...errorItems]) {
		const told = kindOfItem(one);
		if (told) for (const item of pairsOf(one)) tell(item, told);
	}
};

const LINES: ReadonlyArray<readonly [RegExp, Told['kind']]> = [
	[/^Not sent: /, 'notSent'],
	[/^Nobody knows whether these were written: /, 'unknown'],
	[/^Not written: /, 'refused'],
	[/^Written before, so skipped: /, 'skipped'],
];

const fromLines = (description: string, tell: (item: number, told: Told) => void): void => {
	const lines = description.split('\n');
	const accepted = lines.find((line) => line.startsWith('Propexo has accepted: ')) ?? '';
	for (const [, jobId = '', items = ''] of accepted.matchAll(/job (\S+)((?: \[Item \d+\])+)/g)) {
		for (const item of itemsIn(items)) tell(item, { kind: 'accepted', jobId });
	}
	for (const [start, kind] of LINES) {
		for (const item of lines.filter((line) => start.test(line)).flatMap(itemsIn))
			tell(item, { kind });
	}
};

/** The message names the item that stopped the node; one that the PMS refused stands among the accepted ones too. */
const fromMessage = (message: string, tell: (item: number, told: Told) => void): void => {
	if (/did not take the write/.test(message)) return;
	for (const item of itemsIn(message))
		tell(item, { kind: message.startsWith('Nobody knows') ? 'unknown' : 'refused' });
};

/** It names what is not valid, and what an earlier try had sent; nothing else was sent. */
const fromInvalidStop = (message: string, description: string, told: ToldByItem): void => {
	const bad = description.split('\n').filter((line) => line.startsWith('• [Item '));
	const named = new Set(itemsIn(`${message}\n${bad.join('\n')}`));
	for (const [item, entries] of told) {
		if (named.has(item)) entries.push({ kind: 'invalid' });
		else if (!entries.length) entries.push({ kind: 'notSent' });
	}
};

/** The stop for items that are not valid, which the node finds before it sends anything. */
const isInvalid = (message: string, description: string): boolean =>
	/ items are not valid, /.test(message) ||
	/^Nothing (more )?was written(\.|:)(\n|$)/.test(description);

/** What a run of the node told of its input items. */
export function toldBy(result: RunResult, count: number): ToldByItem {
	const told: ToldByItem = new Map(Array.from({ length: count }, (_, item) => [item, []]));
	const tell = (item: number, what: Told): void => void told.get(item)!.push(what);
	const { error } = result;
	if (!error) {
		fromOutputs(result, tell);
		return told;
	}
	const description = error.description ?? '';
	fromLines(description, tell);
	if (isInvalid(error.message, description)) fromInvalidStop(error.message, description, told);
	else fromMessage(error.message, tell);
	return told;
}
