import type { IExecuteFunctions } from 'n8n-workflow';

import { hash } from '../../utils/hash';
import { bodyDigest } from './bodyDigest';
import { credentialBaseUrl } from './credentialBaseUrl';
import { isToolCall } from './isToolCall';
import type { Sendable, WriteRequest } from './plan';
import type { SentOutcome } from './submit';

/** The outcome of a write that may have had an effect. */
export type RecordedOutcome = Exclude<SentOutcome, { kind: 'rejected' }>;

/** A write that was sent, and its outcome. */
export interface JournalEntry extends WriteRequest {
	readonly outcome: RecordedOutcome;
}

/** A write of this execution, as far as it takes to tell its job from others. */
export interface SentWrite {
	readonly path: string;
	readonly bodyDigest: string;
	/** Unset where the outcome is unknown. */
	readonly jobId?: string | undefined;
}

/** The writes of this execution that must not be sent again when n8n runs the node again. */
export interface WriteJournal {
	/**
	 * The base URL that everything is sent to in this attempt.
	 * @throws what n8n throws where the credential can't be read; then nothing may be sent
	 */
	baseUrl(): string;
	/** What this run of the node has sent to its present host; nothing for a tool, whose calls are separate. */
	entries(): JournalEntry[];
	/** What this execution has sent to the present host, in whichever run. */
	sentWrites(): SentWrite[];
	/** The outcome of a request that was sent before. */
	find(request: Sendable): RecordedOutcome | undefined;
	/** Joins a task for the same request that is still running, where there is one. */
	once<T>(request: Sendable, task: () => Promise<T>): Promise<T>;
	record(request: Sendable, outcome: RecordedOutcome): void;
	/** Replaces the outcome of a request that turned out to be another one. */
	amend(request: WriteRequest, outcome: RecordedOutcome): void;
	/** Notes that the outcomes of requests are final in the store of idempotency keys. */
	dropKeys(requests: readonly WriteRequest[]): void;
	/** Drops Propexo's results, of which the node's output has a copy by now. */
	forgetResults(): void;
}

interface StoredEntry extends JournalEntry {
	readonly host: string;
	readonly bodyDigest: string;
}

/** The call of a tool. */
interface StoredCall {
	readonly path: string;
	readonly bodyDigest: string;
	readonly outcome: RecordedOutcome;
}

/** What n8n keeps of a node over its attempts, and saves with the execution. */
interface JournalStore {
	/** By index of the run. */
	propexoSent?: Record<string, StoredEntry[]>;
	/** By digest of the request. */
	propexoToolCalls?: Record<string, StoredCall>;
}

const toSentWrite = ({ path, bodyDigest: digest, outcome }: StoredCall): SentWrite => ({
	path,
	bodyDigest: digest,
	jobId: outcome.kind === 'accepted' ? outcome.jobId : undefined,
});

/** Identifies a request in a run. */
const requestId = ({ items, path }: Pick<WriteRequest, 'items' | 'path'>): string =>
	`${path} ${items.join()}`;

const isSameRequest = (a: WriteRequest, b: WriteRequest): boolean => requestId(a) === requestId(b);

const withoutResult = (outcome: RecordedOutcome): RecordedOutcome =>
	outcome.kind === 'accepted' ? { ...outcome, result: null } : outcome;

/** By what a write of a run is known: the items that it carries, or the IDs in its path. */
export type WriteIdentity = 'items' | 'path';

/** Where in a run a write is: an item can be sent to several endpoints when the node is changed. */
const slotsOf = ({ endpoint, items, path }: WriteRequest, identity: WriteIdentity): string[] =>
	identity === 'path' ? [path] : items.map((item) => `${endpoint.method} ${endpoint.path} ${item}`);

type RunJournal = Omit<WriteJournal, 'baseUrl'>;

/** @param host undefined where it isn't known, and nothing is sent */
function openRunJournal(
	store: JournalStore,
	run: number,
	host: string | undefined,
	identity: WriteIdentity,
): RunJournal {
	const runs = (store.propexoSent ??= {});
	const stored = (runs[run] ??= []);
	const isOfHost = (entry: StoredEntry): boolean => host === undefined || entry.host === host;
	const ofHost = (): StoredEntry[] => stored.filter(isOfHost);
	const bySlot = new Map(
		ofHost().flatMap((entry) =>
			slotsOf(entry, identity).map((slot) => [slot, entry.outcome] as const),
		),
	);
	const replace = (change: (entry: StoredEntry) => StoredEntry): void => {
		stored.forEach((entry, index) => {
			if (isOfHost(entry)) stored[index] = change(entry);
		});
	};
	return {
		entries: ofHost,
		sentWrites: () => Object.values(runs).flat().filter(isOfHost).map(toSentWrite),
		find: (request) =>
			slotsOf(request, identity)
				.map((slot) => bySlot.get(slot))
				.find(Boolean),
		once: async (_, task) => await task(),
		record: ({ items, endpoint, path, integrationId, record, keys, body }, outcome) => {
			stored.push({
				host: host ?? '',
				items,
				endpoint: { method: endpoint.method, path: endpoint.path },
				path,
				integrationId,
				record,
				bodyDigest: bodyDigest(body),
				outcome,
				...(keys && { keys }),
			});
		},
		amend: (request, outcome) =>
			replace((entry) => (isSameRequest(entry, request) ? { ...entry, outcome } : entry)),
		dropKeys: (requests) => {
			const dropped = new Set(requests.map(requestId));
			replace(({ keys, ...entry }) => ({
				...entry,
				...(keys && !dropped.has(requestId(entry)) && { keys }),
			}));
		},
		forgetResults: () => replace((entry) => ({ ...entry, outcome: withoutResult(entry.outcome) })),
	};
}

/** Calls that are in flight, by the store of their execution: agents may call a tool twice at once. */
const inFlight = new WeakMap<JournalStore, Map<string, Promise<unknown>>>();

function openToolJournal(store: JournalStore, baseUrl: string): RunJournal {
	const calls = (store.propexoToolCalls ??= {});
	const running = inFlight.get(store) ?? new Map<string, Promise<unknown>>();
	inFlight.set(store, running);
	/** Of the requests of this call, which are looked up before they are sent. */
	const digests = new Map<string, string>();
	const digestOf = ({ endpoint, path, body }: Sendable): string =>
		hash(baseUrl, endpoint.method, path, bodyDigest(body));
	return {
		entries: () => [],
		sentWrites: () => Object.values(calls).map(toSentWrite),
		find: (request) => {
			const digest = digestOf(request);
			digests.set(requestId(request), digest);
			return calls[digest]?.outcome;
		},
		once: async <T>(request: Sendable, task: () => Promise<T>) => {
			const digest = digestOf(request);
			const result = (running.get(digest) as Promise<T> | undefined) ?? task();
			running.set(digest, result);
			return await result.finally(() => running.delete(digest));
		},
		record: (request, outcome) => {
			const digest = digestOf(request);
			calls[digest] = { path: request.path, bodyDigest: bodyDigest(request.body), outcome };
		},
		dropKeys: () => undefined,
		amend: (request, outcome) => {
			const digest = digests.get(requestId(request)) ?? '';
			const call = calls[digest];
			if (call) calls[digest] = { ...call, outcome };
		},
		forgetResults: () => {
			for (const [digest, call] of Object.entries(calls))
				calls[digest] = { ...call, outcome: withoutResult(call.outcome) };
		},
	};
}

/**
 * The journal of a node, kept by n8n over the attempts of Retry On Fail and saved with the
 * execution once the node has ended: so it has no body, and Propexo's result only until the node
 * has succeeded. A write is the same one when run, item, host and endpoint are the same. n8n's
 * Retry button runs the node as it is by then, and a job of another host or operation isn't the one
 * that was asked for. Neither the body nor the IDs in the path count, because an expression such as
 * `$now` changes with each attempt.
 *
 * For a tool that an agent calls, each attempt is a run of its own, so that an attempt looks like
 * another call. There the same request within an execution is the same write, in whichever run.
 */
export async function openJournal(
	context: IExecuteFunctions,
	identity: WriteIdentity = 'items',
): Promise<WriteJournal> {
	const store = context.getContext('node') as JournalStore;
	const baseUrl = await credentialBaseUrl(context);
	const run = context.getWorkflowDataProxy(0).$runIndex as number;
	const journal = isToolCall(context)
		? openToolJournal(store, baseUrl.ok ? baseUrl.value : '')
		: openRunJournal(store, run, baseUrl.ok ? hash(baseUrl.value) : undefined, identity);
	return {
		...journal,
		baseUrl: () => {
			if (!baseUrl.ok) throw baseUrl.error;
			return baseUrl.value;
		},
	};
}
