import type { RequestEntry } from '../../sandbox';
import { InvariantViolation } from './invariantViolation';
import { type ReportedOutcome, reportedOutcomes } from './reportedOutcomes';
import { numberOf, type WriteCase } from './writeCase';
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

function checkItem(item: number, reported: ReportedOutcome, { requests, ledger }: Execution): void {
	const entries = ledger.filter(({ body }) => includes(body, item));
	const isAmbiguous = requests.some(
		(request) =>
			request.method === 'POST' && includes(request.body, item) && isOutcomeUnknown(request),
	);
	if (entries.length > 1)
		throw violation('duplicate', `item ${item} was written ${entries.length} times`);
	if (isAmbiguous && reported.kind !== 'unknown') {
		throw violation(
			'misreported',
			`it is unknown whether item ${item} was written, but it is reported as ${reported.kind}`,
		);
	}
	if (reported.kind === 'accepted' && entries[0]?.jobId !== reported.jobId) {
		throw violation(
			'lost',
			`item ${item} is reported as job ${reported.jobId}, which the ledger does not have with it`,
		);
	}
	if (reported.kind !== 'accepted' && reported.kind !== 'unknown' && entries.length) {
		throw violation(
			'misreported',
			`item ${item} is reported as ${reported.kind}, but was written as ${entries[0]!.jobId}`,
		);
	}
}

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
	const all = executions.flatMap((execution) => {
		const stored = JSON.stringify(execution.result.run);
		if (stored.includes(token)) throw violation('token', 'the token is in the execution data');
		const outcomes = reportedOutcomes(execution.result, one.items.length);
		return [...outcomes].map(([item, entries]) => {
			const single = onlyOne(entries, item);
			checkItem(item, single, execution);
			return single;
		});
	});
	one.items.forEach((_, item) => {
		const times = executions
			.flatMap(({ ledger }) => ledger)
			.filter(({ body }) => includes(body, item)).length;
		if (times > 1)
			throw violation('duplicate', `item ${item} was written ${times} times over all executions`);
	});
	if ('polluted' in {})
		throw violation('misreported', 'a response changed the prototype of all objects');
	return all;
}
