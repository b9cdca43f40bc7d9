import type { RequestEntry } from '../../sandbox';
import { type Told, toldBy } from './told';
import { numberOf, type WriteCase } from './writeCase';
import type { Execution } from './writeRun';

/** What is wrong with a case, in words; the first word tells which promise was broken. */
export class Broken extends Error {
	/***/
	constructor(
		readonly promise: 'double' | 'loss' | 'untold' | 'token',
		what: string,
	) {
		super(`${promise}: ${what}`);
	}
}

const includes = (body: unknown, item: number): boolean =>
	(JSON.stringify(body) ?? '').includes(`"${numberOf(item)}"`);

/** Faults after which the answer is as good as any other. */
const HARMLESS = new Set<string | null>([
	null,
	'proto',
	'huge',
	'deep-json',
	'wrong-content-type',
	'slow',
]);

/** Whether nobody can know what became of a request by its answer. */
const isUnclear = ({ fault, status }: RequestEntry): boolean => {
	if (HARMLESS.has(fault)) return false;
	// A refusal stays one, whatever its body is like.
	if (fault !== 'status') return status === null || status < 400 || status >= 500;
	return status === null || status < 400 || status >= 500 || status === 408;
};

const onlyOne = (told: readonly Told[], item: number): Told => {
	const [first, ...more] = told;
	if (!first) throw new Broken('loss', `nothing is told of item ${item}`);
	if (more.length)
		throw new Broken(
			'untold',
			`item ${item} is told of as ${told.map(({ kind }) => kind).join(' and ')}`,
		);
	return first;
};

function checkItem(item: number, told: Told, { requests, ledger }: Execution): void {
	const entries = ledger.filter(({ body }) => includes(body, item));
	const isAmbiguous = requests.some(
		(request) => request.method === 'POST' && includes(request.body, item) && isUnclear(request),
	);
	if (entries.length > 1)
		throw new Broken('double', `item ${item} was written ${entries.length} times`);
	if (isAmbiguous && told.kind !== 'unknown') {
		throw new Broken(
			'untold',
			`nobody knows whether item ${item} was written, but it is told of as ${told.kind}`,
		);
	}
	if (told.kind === 'accepted' && entries[0]?.jobId !== told.jobId) {
		throw new Broken(
			'loss',
			`item ${item} is told of as job ${told.jobId}, which the ledger does not have with it`,
		);
	}
	if (told.kind !== 'accepted' && told.kind !== 'unknown' && entries.length) {
		throw new Broken(
			'untold',
			`item ${item} is told of as ${told.kind}, but was written as ${entries[0]!.jobId}`,
		);
	}
}

/**
 * Holds what n8n was told against what was written.
 * @returns what was told of every item, in every execution
 * @throws Broken where a promise is broken
 */
export function checkCase(one: WriteCase, executions: readonly Execution[], token: string): Told[] {
	const all = executions.flatMap((execution) => {
		const stored = JSON.stringify(execution.result.run);
		if (stored.includes(token))
			throw new Broken('token', 'the token is in the data of the execution');
		const told = toldBy(execution.result, one.items.length);
		return [...told].map(([item, entries]) => {
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
			throw new Broken('double', `item ${item} was written ${times} times over all executions`);
	});
	if ('polluted' in {})
		throw new Broken('untold', 'an answer changed the prototype of all objects');
	return all;
}
