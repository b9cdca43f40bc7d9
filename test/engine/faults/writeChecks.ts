import type { LedgerEntry, RequestEntry } from '../../sandbox';
import { InvariantViolation } from './invariantViolation';
import { reportedByCalls, type ReportedOutcome, reportedOutcomes } from './reportedOutcomes';
import { numberOf, recordOf, type WriteCase } from './writeCase';
import type { Execution } from './writeRun';

/** What the writes promise, named by what a case must never find. */
export const WRITE_INVARIANTS = ['duplicate', 'lost', 'misreported', 'token'] as const;

const violation = (invariant: (typeof WRITE_INVARIANTS)[number], what: string) =>
	new InvariantViolation(invariant, what);

const includes = (body: unknown, item: number): boolean =>
	(JSON.stringify(body) ?? '').includes(`"${numberOf(item)}"`);

/** Faults whose response is as good as any other. */
const HARMLESS = new Set<string | null>([
	null,
	'proto',
	'huge',
	'deep-json',
	'wrong-content-type',
	'slow',
]);

/** Whether the response leaves open if the write took effect. */
const isOutcomeUnknown = ({ fault, status }: RequestEntry): boolean => {
	if (HARMLESS.has(fault)) return false;
	// A rejection stays one, whatever its body.
	if (fault !== 'status') return status === null || status < 400 || status >= 500;
	return status === null || status < 400 || status >= 500 || status === 408;
};

const onlyOne = (outcomes: readonly ReportedOutcome[], item: number): ReportedOutcome => {
	const [first, ...more] = outcomes;
	if (!first) throw violation('lost', `item ${item} is not reported`);
	if (more.length)
		throw violation(
			'misreported',
			`item ${item} is reported as ${outcomes.map(({ kind }) => kind).join(' and ')}`,
		);
	return first;
};

/** What happened to the record of an item at the account of an execution, until its end. */
interface History {
	readonly account: Execution['account'];
	readonly entries: readonly LedgerEntry[];
	/** The part of this execution. */
	readonly ownEntries: readonly LedgerEntry[];
	/** Whether the response to one of its writes left open if it took effect. */
	readonly isAmbiguous: boolean;
	readonly isOwnAmbiguous: boolean;
}

function historyOf(
	one: WriteCase,
	executions: readonly Execution[],
	index: number,
	item: number,
): History {
	const own = executions[index]!;
	const until = executions.slice(0, index + 1).filter(({ account }) => account === own.account);
	const record = recordOf(one, item);
	const entriesOf = ({ ledger }: Execution) => ledger.filter(({ body }) => includes(body, record));
	const writesOf = ({ requests }: Execution) =>
		requests.filter(({ method, body }) => method === 'POST' && includes(body, record));
	const isAmbiguous = (execution: Execution): boolean => writesOf(execution).some(isOutcomeUnknown);
	return {
		account: own.account,
		entries: until.flatMap(entriesOf),
		ownEntries: entriesOf(own),
		isAmbiguous: until.some(isAmbiguous),
		isOwnAmbiguous: isAmbiguous(own),
	};
}

/** Whether an outcome may be reported, as far as it depends on what the sandbox has accepted. */
function isTrue(
	one: WriteCase,
	{ kind, jobId, status }: ReportedOutcome,
	{ entries, ownEntries }: History,
): boolean {
	const isRejectedByPms = one.outcome === 'FAILURE';
	if (status === 'SUCCESS' && one.outcome !== 'SUCCESS') return false;
	switch (kind) {
		case 'accepted':
			return entries[0]?.jobId === jobId;
		case 'skipped':
			return one.hasKeys && entries.length === 1;
		case 'rejectedBefore':
			return one.hasKeys && entries.length === 1 && isRejectedByPms;
		case 'unknown':
			// On a busy machine any response may come too late.
			return true;
		case 'rejected':
			// A later call of the tool may have written it.
			return one.mode === 'tool' || entries.length === 0 || isRejectedByPms;
		case 'notSent':
			// Where keys are in use, it may have been written by an execution before.
			return (one.hasKeys ? ownEntries : entries).length === 0;
		case 'invalid':
			return entries.length === 0;
	}
}

/** Whether an outcome may be reported of a write whose response left open if it took effect. */
function isHonest(
	one: WriteCase,
	item: number,
	{ kind }: ReportedOutcome,
	{ isOwnAmbiguous }: History,
): boolean {
	if (kind === 'unknown') return true;
	if (kind === 'accepted') return one.findInLog;
	// An earlier call of the tool may have been refused.
	if (kind === 'rejected') return one.mode === 'tool';
	// A later execution may find that the item can't be sent at all, or may not reach it.
	const isForeign = one.items[recordOf(one, item)] === 'foreign';
	if (kind === 'invalid') return isForeign;
	if (kind === 'skipped' || kind === 'rejectedBefore') return one.hasKeys && one.findInLog;
	return kind === 'notSent' && one.hasKeys && !isOwnAmbiguous;
}

function checkItem(
	one: WriteCase,
	item: number,
	reported: ReportedOutcome,
	history: History,
): void {
	const { entries, account, isAmbiguous } = history;
	const name = `item ${item} of account ${account}`;
	if (entries.length > 1)
		throw violation('duplicate', `${name} was written ${entries.length} times`);
	if (isAmbiguous && !isHonest(one, item, reported, history)) {
		throw violation(
			'misreported',
			`it is unknown whether ${name} was written, but it is reported as ${reported.kind}`,
		);
	}
	if (isTrue(one, reported, history)) return;
	throw violation(
		reported.kind === 'accepted' || reported.kind === 'skipped' ? 'lost' : 'misreported',
		`${name} is reported as ${JSON.stringify(reported)}, but was written as ${JSON.stringify(entries.map(({ jobId }) => jobId))}`,
	);
}

const reportsOf = (
	{ mode, items, calls }: WriteCase,
	{ result, savedRuns }: Execution,
): Array<[item: number, outcomes: readonly ReportedOutcome[]]> =>
	mode === 'tool'
		? reportedByCalls(result, calls).slice(savedRuns)
		: [...reportedOutcomes(result, items.length)];

/**
 * Compares what the executions reported with what was written.
 * @returns the outcome of every item, in every execution
 * @throws InvariantViolation where a promise is broken
 */
export function checkCase(
	one: WriteCase,
	executions: readonly Execution[],
	token: string,
): ReportedOutcome[] {
	const all = executions.flatMap((execution, index) => {
		const stored = JSON.stringify(execution.result.run);
		if (stored.includes(token)) throw violation('token', 'the token is in the execution data');
		if (execution.isKilled) return [];
		return reportsOf(one, execution).map(([item, entries]) => {
			const single = onlyOne(entries, item);
			checkItem(one, item, single, historyOf(one, executions, index, item));
			return single;
		});
	});
	for (const [item] of one.items.entries()) {
		for (const account of [0, 1]) {
			const times = executions
				.filter((execution) => execution.account === account)
				.flatMap(({ ledger }) => ledger)
				.filter(({ body }) => includes(body, item)).length;
			if (times > 1)
				throw violation(
					'duplicate',
					`item ${item} of account ${account} was written ${times} times`,
				);
		}
	}
	if ('polluted' in {})
		throw violation('misreported', 'a response changed the prototype of all objects');
	return all;
}
