import { type IExecuteFunctions, sleep } from 'n8n-workflow';

import type { Timing } from '../../transport/timing';
import { runExclusive } from '../../utils/runExclusive';

/**
 * n8n keeps the keys of a workflow as one value, so that a second node or a copied one knows the
 * keys as well. Attempts are marked in the scope of the node: their number is limited, and n8n
 * would shorten a value that has both.
 */
const SCOPE = 'workflow';
const ENTRIES = { mode: 'entries' } as const;

/** A key as it is stored, and the digest of the body that it stands for. */
export interface StoredKey {
	readonly hash: string;
	readonly digest: string;
}

/** What the store knows of a key: nothing, or the outcome of the write that it was recorded for. */
export type KeyState = 'new' | 'open' | 'sent' | 'written' | 'rejected';

/** The result of claiming a key. One that was new is recorded as open. */
export interface KeyClaim {
	readonly state: KeyState;
	/** Whether the key was recorded for another body. */
	readonly isOtherBody: boolean;
}

/** Idempotency keys across executions, over n8n's deduplication store. */
export interface KeyStore {
	claim(key: StoredKey): Promise<KeyClaim>;
	/** Propexo has accepted the write. */
	accept(key: StoredKey): void;
	/** The PMS has finished the write. */
	complete(key: StoredKey, state: 'written' | 'rejected'): void;
	/** Nothing was written. The key is forgotten if it was this run that recorded it. */
	release(key: StoredKey): void;
	/** The key is to be written again, whoever has recorded it. */
	forget(key: StoredKey): void;
	/**
	 * Stores what is left to be stored, and makes sure that the keys of the run are there.
	 * @throws what n8n's store throws
	 */
	settle(): Promise<void>;
}

interface PendingClaim {
	readonly key: StoredKey;
	readonly resolve: (claim: KeyClaim) => void;
	readonly reject: (error: Error) => void;
}

const openEntry = ({ hash }: StoredKey): string => `${hash}:open`;
const bodyEntry = ({ hash, digest }: StoredKey): string => `${hash}:body:${digest}`;
const stateEntry = ({ hash }: StoredKey, state: 'written' | 'rejected'): string =>
	`${hash}:${state}`;

/** What is recorded of a key before its write. */
const newEntries = (key: StoredKey): string[] => [key.hash, bodyEntry(key), openEntry(key)];

/** What is recorded of a key once the outcome of its write is known. */
const stateEntries = (key: StoredKey): string[] => [
	stateEntry(key, 'rejected'),
	stateEntry(key, 'written'),
];

const allEntries = (key: StoredKey): string[] => [...newEntries(key), ...stateEntries(key)];

/** Checks at the end of a run; where another worker has overwritten the keys, they are recorded again. */
const MAX_REASSERT_ATTEMPTS = 20;

/** Checks in a row that find every key. A busy worker may write long after it has read. */
const CLEAN_CHECKS = 5;

/**
 * The keys of a run. n8n reads and writes all of them with each call, without a lock: so all claims
 * that wait when a call begins share it, calls are made one at a time in this process, and the keys
 * are checked at the end, because another worker may have written that value without them.
 *
 * A key is recorded right before its item is sent, together with an entry that says it is open, so
 * that a crash leaves no key that looks written and none of an item that still waited.
 */
export async function openKeyStore(
	context: IExecuteFunctions,
	{ keyCheckDelay }: Timing,
): Promise<KeyStore> {
	const { helpers, logger } = context;
	let claims: PendingClaim[] = [];
	let isRunning = false;
	const additions = new Set<string>();
	const removals = new Set<string>();
	/** What the run has recorded, and not removed again. */
	const held = new Set<string>();

	const record = async (entries: readonly string[]): Promise<Set<string>> => {
		if (!entries.length) return new Set();
		const result = await helpers.checkProcessedAndRecord([...entries], SCOPE, ENTRIES);
		return new Set(result.new.map(String));
	};
	const remove = async (entries: readonly string[]): Promise<void> => {
		if (entries.length) await helpers.removeProcessed([...entries], SCOPE, ENTRIES);
	};
	const forget = (key: StoredKey): void => {
		for (const entry of allEntries(key)) {
			additions.delete(entry);
			held.delete(entry);
			removals.add(entry);
		}
	};

	const store = async (): Promise<void> => {
		const [adding, removing] = [[...additions], [...removals]];
		await remove(removing);
		removing.forEach((entry) => removals.delete(entry));
		await record(adding);
		adding.forEach((entry) => additions.delete(entry));
	};

	/** What can only be read by recording it is removed again. A crash in between leaves the keys open. */
	const readStates = async (
		known: readonly StoredKey[],
		absent: ReadonlySet<string>,
	): Promise<Map<StoredKey, KeyClaim>> => {
		const isOpen = (key: StoredKey): boolean => !absent.has(openEntry(key));
		const closed = known.filter((key) => !isOpen(key));
		const absentStates = await record(closed.flatMap(stateEntries));
		await remove([
			...known.map(bodyEntry).filter((entry) => absent.has(entry)),
			...closed.map(openEntry),
			...absentStates,
		]);
		return new Map(
			known.map((key) => {
				const [rejected, written] = stateEntries(key).map((entry) => !absentStates.has(entry));
				const state = isOpen(key) ? 'open' : rejected ? 'rejected' : written ? 'written' : 'sent';
				return [key, { state, isOtherBody: absent.has(bodyEntry(key)) }];
			}),
		);
	};

	const claimAll = async (keys: readonly StoredKey[]): Promise<Map<StoredKey, KeyClaim>> => {
		const absent = await record(keys.flatMap(newEntries));
		const isNew = ({ hash }: StoredKey): boolean => absent.has(hash);
		const added = keys.filter(isNew);
		const known = keys.filter((key) => !isNew(key));
		const states = await readStates(known, absent).catch(async (error: Error) => {
			added.forEach(forget);
			return await Promise.reject(error);
		});
		added.flatMap(newEntries).forEach((entry) => held.add(entry));
		return new Map(
			keys.map((key) => [key, states.get(key) ?? { state: 'new', isOtherBody: false }]),
		);
	};

	const runRound = async (): Promise<void> => {
		const pending = claims;
		claims = [];
		try {
			await store();
			const results = await claimAll(pending.map(({ key }) => key));
			pending.forEach(({ key, resolve }) => resolve(results.get(key)!));
		} catch (error) {
			pending.forEach(({ reject }) => reject(error as Error));
		}
	};

	const runRounds = async (): Promise<void> => {
		if (isRunning) return;
		isRunning = true;
		while (claims.length) {
			// Those that claim at the same time share a round.
			await sleep(0);
			await runExclusive(runRound);
		}
		isRunning = false;
	};

	const createValue = async (): Promise<void> => {
		if (await helpers.getProcessedDataCount(SCOPE, ENTRIES)) return;
		await helpers.checkProcessedAndRecord([], SCOPE, ENTRIES);
	};
	// Two first executions may create the value concurrently, and one fails: here, where no key is at stake.
	await runExclusive(createValue).catch((error: Error) =>
		logger.debug(`The idempotency key store wasn't created: ${error.message}`),
	);

	return {
		claim: async (key) =>
			await new Promise((resolve, reject) => {
				claims.push({ key, resolve, reject });
				void runRounds();
			}),
		accept: (key) => {
			held.delete(openEntry(key));
			removals.add(openEntry(key));
		},
		complete: (key, state) => {
			held.add(stateEntry(key, state));
			additions.add(stateEntry(key, state));
		},
		release: (key) => {
			if (held.has(key.hash)) forget(key);
		},
		forget,
		settle: async () => {
			await runExclusive(store);
			let cleanChecks = 0;
			for (let attempt = 0; held.size && attempt < MAX_REASSERT_ATTEMPTS; attempt++) {
				const missing = await runExclusive(async () => await record([...held]));
				cleanChecks = missing.size ? 0 : cleanChecks + 1;
				if (cleanChecks === CLEAN_CHECKS) return;
				// Jitter, so that two workers don't meet again.
				await sleep(keyCheckDelay * (0.5 + Math.random()));
			}
		},
	};
}
