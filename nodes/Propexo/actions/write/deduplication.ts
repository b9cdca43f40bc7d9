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

/** n8n looks for each entry to be removed among all of them, so only the last ones are removed again. */
const MAX_REMOVED_AGAIN = 500;

/** Checks in a row that find every key. A busy worker may write long after it has read. */
const CLEAN_CHECKS = 5;

/**
 * Idempotency keys across executions, as one run uses them. n8n reads and writes all keys of a
 * workflow with each call, without a lock: so all claims that wait when a call begins share it,
 * calls are made one at a time in this process, and the keys are checked at the end, because
 * another worker may have written that value without them.
 *
 * A key is recorded right before its item is sent, together with an entry that says it is open, so
 * that a crash leaves no key that looks written and none of an item that still waited.
 */
export class KeyStore {
	private claims: PendingClaim[] = [];
	private isRunning = false;
	private readonly additions = new Set<string>();
	private readonly removals = new Set<string>();
	/** What the run has recorded, and not removed again. */
	private readonly held = new Set<string>();
	private accepted: StoredKey[] = [];

	private constructor(
		private readonly helpers: IExecuteFunctions['helpers'],
		private readonly keyCheckDelay: number,
	) {}

	static async open(
		{ helpers, logger }: IExecuteFunctions,
		{ keyCheckDelay }: Timing,
	): Promise<KeyStore> {
		const createValue = async (): Promise<void> => {
			if (await helpers.getProcessedDataCount(SCOPE, ENTRIES)) return;
			await helpers.checkProcessedAndRecord([], SCOPE, ENTRIES);
		};
		// Two first executions may create the value concurrently, and one fails: here, where no key is at stake.
		await runExclusive(createValue).catch((error: Error) =>
			logger.debug(`The idempotency key store wasn't created: ${error.message}`),
		);
		return new KeyStore(helpers, keyCheckDelay);
	}

	/** Records a key that is new. Rejects with what n8n's store throws. */
	async claim(key: StoredKey): Promise<KeyClaim> {
		return await new Promise((resolve, reject) => {
			this.claims.push({ key, resolve, reject });
			void this.runRounds();
		});
	}

	/** Propexo has accepted the write. */
	accept(key: StoredKey): void {
		this.held.delete(openEntry(key));
		this.removals.add(openEntry(key));
		this.accepted.push(key);
	}

	/** The PMS has finished the write. */
	complete(key: StoredKey, state: 'written' | 'rejected'): void {
		this.held.add(stateEntry(key, state));
		this.additions.add(stateEntry(key, state));
	}

	/** Nothing was written. The key is forgotten if it was this run that recorded it. */
	release(key: StoredKey): void {
		if (this.held.has(key.hash)) this.forget(key);
	}

	/** The key is to be written again, whoever has recorded it. */
	forget(key: StoredKey): void {
		for (const entry of allEntries(key)) {
			this.additions.delete(entry);
			this.held.delete(entry);
			this.removals.add(entry);
		}
	}

	/**
	 * Stores what is left to be stored, and makes sure that the keys of the run are there.
	 * @throws what n8n's store throws
	 */
	async settle(): Promise<void> {
		await runExclusive(async () => await this.flush());
		let cleanChecks = 0;
		for (let attempt = 0; this.held.size && attempt < MAX_REASSERT_ATTEMPTS; attempt++) {
			const missing = await runExclusive(async () => await this.reassert());
			cleanChecks = missing.size ? 0 : cleanChecks + 1;
			if (cleanChecks === CLEAN_CHECKS) break;
			// Jitter, so that two workers don't meet again.
			await sleep(this.keyCheckDelay * (0.5 + Math.random()));
		}
		// From now on, another execution may have released these keys and opened them again.
		this.accepted = [];
	}

	/** Returns the entries that were missing. What another worker brought back is removed again. */
	private async reassert(): Promise<Set<string>> {
		this.accepted.slice(-MAX_REMOVED_AGAIN).forEach((key) => this.removals.add(openEntry(key)));
		await this.flushRemovals();
		return await this.record([...this.held]);
	}

	/** Records entries, and returns those that were new. */
	private async record(entries: readonly string[]): Promise<Set<string>> {
		if (!entries.length) return new Set();
		const result = await this.helpers.checkProcessedAndRecord([...entries], SCOPE, ENTRIES);
		return new Set(result.new.map(String));
	}

	private async flush(): Promise<void> {
		await this.flushRemovals();
		const adding = [...this.additions];
		await this.record(adding);
		adding.forEach((entry) => this.additions.delete(entry));
	}

	private async flushRemovals(): Promise<void> {
		const removing = [...this.removals];
		if (!removing.length) return;
		await this.helpers.removeProcessed(removing, SCOPE, ENTRIES);
		removing.forEach((entry) => this.removals.delete(entry));
	}

	private async runRounds(): Promise<void> {
		if (this.isRunning) return;
		this.isRunning = true;
		while (this.claims.length) {
			// Those that claim at the same time share a round.
			await sleep(0);
			await runExclusive(async () => await this.runRound());
		}
		this.isRunning = false;
	}

	private async runRound(): Promise<void> {
		const pending = this.claims;
		this.claims = [];
		try {
			await this.flush();
			const results = await this.claimAll(pending.map(({ key }) => key));
			pending.forEach(({ key, resolve }) => resolve(results.get(key)!));
		} catch (error) {
			pending.forEach(({ reject }) => reject(error as Error));
		}
	}

	private async claimAll(keys: readonly StoredKey[]): Promise<Map<StoredKey, KeyClaim>> {
		const absent = await this.record(keys.flatMap(newEntries));
		const isNew = ({ hash }: StoredKey): boolean => absent.has(hash);
		const added = keys.filter(isNew);
		const known = keys.filter((key) => !isNew(key));
		const claims = await this.readStates(known, absent).catch(async (error: Error) => {
			added.forEach((key) => this.forget(key));
			return await Promise.reject(error);
		});
		for (const key of added) {
			newEntries(key).forEach((entry) => this.held.add(entry));
			claims.set(key, { state: 'new', isOtherBody: false });
		}
		return claims;
	}

	/**
	 * What can only be read by recording it is removed again. A crash or a failed call in between
	 * leaves the keys open.
	 */
	private async readStates(
		known: readonly StoredKey[],
		absent: ReadonlySet<string>,
	): Promise<Map<StoredKey, KeyClaim>> {
		const isOpen = (key: StoredKey): boolean => !absent.has(openEntry(key));
		const closed = known.filter((key) => !isOpen(key));
		const absentStates = await this.record(closed.flatMap(stateEntries));
		// Only now: without its open entry, a key with all states would look rejected.
		const added = [...closed.map(openEntry), ...known.map(bodyEntry)];
		added.filter((entry) => absent.has(entry)).forEach((entry) => this.removals.add(entry));
		absentStates.forEach((entry) => this.removals.add(entry));
		await this.flushRemovals();
		const stateOf = (key: StoredKey): KeyState => {
			if (isOpen(key)) return 'open';
			const [rejected, written] = stateEntries(key).map((entry) => !absentStates.has(entry));
			return rejected ? 'rejected' : written ? 'written' : 'sent';
		};
		return new Map(
			known.map((key) => [key, { state: stateOf(key), isOtherBody: absent.has(bodyEntry(key)) }]),
		);
	}
}
