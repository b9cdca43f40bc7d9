import type { IExecuteFunctions } from 'n8n-workflow';

import { PMS_LABELS } from '../../catalogue/pms';
import type { Timing } from '../../transport/timing';
import type { ErrorSentences } from '../../utils/errorText';
import { formatItems } from '../common/formatItems';
import { ERRORS } from '../messages';
import type { DuplicateItem, KeyAssignment, KeyedItem } from './assignKeys';
import type { Attempt } from './attempt';
import { type KeyClaim, type KeyState, KeyStore } from './deduplication';
import type { IdempotencyKey } from './idempotencyKey';
import type { WriteJournal } from './journal';
import { type PlannedRequest, toRequest } from './plan';
import type { ClaimedRequest, Submission, WriteOutcome } from './submit';

/** Keeps items from being sent whose idempotency key was used before. */
export interface KeyGuard {
	/** Called right before a request is sent; returns what of it is still to be written. */
	readonly claim?: (request: PlannedRequest) => Promise<ClaimedRequest<PlannedRequest>>;
	/** Notes the outcome of a request. */
	readonly settle?: (submission: Submission) => void;
	/** Stores what is certain once everything is sent, before the jobs are waited for. Never throws. */
	readonly storeSent: (submissions: readonly Submission[]) => Promise<void>;
	/** Stores how the PMS has finished the jobs. Never throws. */
	readonly storeCompleted: (submissions: readonly Submission[]) => Promise<void>;
	/** The keys that were released, and are written again. */
	readonly released: ReadonlySet<string>;
}

type KnownState = Exclude<KeyState, 'new'>;

/** The outcome of an item that isn't sent, because of what is known of the write with its key. */
const blockedBy = (
	{ text }: IdempotencyKey,
	error: ErrorSentences,
	outcome: 'unknown' | 'rejected',
): WriteOutcome => ({
	kind: 'blocked',
	error: { ...error, details: { outcome, idempotency_key: text } },
	isUnknown: outcome === 'unknown',
});

/** The outcome of an item whose key is known. */
function knownOutcome(
	{ endpoint, key }: KeyedItem,
	record: string,
	state: KnownState,
	isOtherBody: boolean,
): WriteOutcome {
	if (state === 'open') return blockedBy(key, ERRORS.keyOpen(record, key.text), 'unknown');
	if (state === 'rejected') {
		const pms = PMS_LABELS[endpoint.pms];
		return blockedBy(key, ERRORS.keyRejected(pms, record, key.text), 'rejected');
	}
	const status = state === 'written' ? 'SUCCESS' : null;
	return { kind: 'skipped', key: key.text, status, isOtherBody, isDuplicate: false };
}

/** The state that the status of a job gives its key; undefined where nothing is certain. */
const finalState = ({ status }: Submission): 'written' | 'rejected' | undefined => {
	if (!status?.ok) return undefined;
	const { write_status, errors } = status.value;
	if (write_status === 'FAILURE') return 'rejected';
	return write_status === 'SUCCESS' && !errors.length ? 'written' : undefined;
};

/** Notes in the store what the response to a write says of it. */
function storeResponse(store: KeyStore, { request, outcome }: Submission): void {
	for (const key of request.keys ?? []) {
		if (outcome.kind === 'rejected' || outcome.kind === 'notSent') store.release(key);
		if (outcome.kind === 'accepted') store.accept(key);
	}
}

/** Notes in the store what is known of writes that were found in the log, or that weren't sent. */
function storeResolved(store: KeyStore, submission: Submission): void {
	const { outcome } = submission;
	const isFound = outcome.kind === 'accepted' && outcome.foundStatus !== undefined;
	if (isFound || outcome.kind === 'notSent') storeResponse(store, submission);
}

/** Notes in the store how the PMS has finished a write. */
function storeStatus(store: KeyStore, submission: Submission): void {
	const state = finalState(submission);
	if (!state) return;
	for (const key of submission.request.keys ?? []) store.complete(key, state);
}

const nothing = async (): Promise<void> => await Promise.resolve();

/** What the node has done with keys to release in this execution, over attempts and runs. */
interface Releases {
	/** Hashes of keys that aren't to be released any more. */
	done?: Record<string, true>;
	/** The keys that were known, and were released. */
	released?: string[];
}

/**
 * A guard for the run; one that lets everything through where keys aren't in use. Keys to release
 * are released once in an execution, and not in a retry that may repeat writes.
 */
export async function openKeyGuard(
	context: IExecuteFunctions,
	{ keyed }: KeyAssignment,
	releaseKeys: readonly string[],
	{ attempt, journal }: { readonly attempt: Attempt; readonly journal: WriteJournal },
	timing: Timing,
): Promise<KeyGuard> {
	if (!keyed) return { released: new Set(), storeSent: nothing, storeCompleted: nothing };
	const store = await KeyStore.open(context, timing);
	const byItem = new Map(keyed.map((one) => [one.item, one]));
	const releasable = new Set(releaseKeys);
	const releases = (context.getContext('node').propexoReleases ??= {}) as Releases;
	const done = (releases.done ??= {});
	const released = (releases.released ??= []);

	const claimItem = async (one: KeyedItem): Promise<KeyClaim> => {
		const { text, hash } = one.key;
		const claim = await store.claim(one.key);
		const isReleasable = releasable.has(text) && !done[hash] && !attempt.isInterrupted;
		if (!isReleasable) return claim;
		// Also where the key is new: it is this execution that writes the record now.
		done[hash] = true;
		if (claim.state === 'new') return claim;
		store.forget(one.key);
		released.push(text);
		return await store.claim(one.key);
	};

	const settle = async (): Promise<boolean> => {
		try {
			await store.settle();
			return true;
		} catch (error) {
			context.logger.warn(ERRORS.keysNotUpdated((error as Error).message));
			return false;
		}
	};

	return {
		get released() {
			return new Set(released);
		},
		settle: (submission) => storeResponse(store, submission),
		claim: async (request) => {
			const items = request.items.flatMap((item) => byItem.get(item) ?? []);
			const results = await Promise.allSettled(items.map(claimItem));
			const failed = results.find((result) => result.status === 'rejected');
			if (failed) {
				items.forEach(({ key }) => store.release(key));
				return await Promise.reject(failed.reason as Error);
			}
			const claims = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
			const [first, ...others] = items.filter((_, index) => claims[index]!.state === 'new');
			const settled = items.flatMap((one, index): Array<Submission<PlannedRequest>> => {
				const { state, isOtherBody } = claims[index]!;
				if (state === 'new') return [];
				const item = toRequest([one]);
				return [{ request: item, outcome: knownOutcome(one, item.record, state, isOtherBody) }];
			});
			return { request: first && toRequest([first, ...others]), settled };
		},
		storeSent: async (submissions) => {
			submissions.forEach((submission) => storeResolved(store, submission));
			await settle();
		},
		storeCompleted: async (submissions) => {
			const final = submissions.filter(finalState);
			if (!final.length) return;
			final.forEach((submission) => storeStatus(store, submission));
			if (await settle()) journal.dropKeys(final.map(({ request }) => request));
		},
	};
}

/** What an item shares with the earlier item of its run that has the same key. */
function duplicateOutcome(
	{ duplicate, original }: DuplicateItem,
	record: string,
	submission: Submission | undefined,
): WriteOutcome {
	const { outcome, status } = submission ?? { outcome: { kind: 'notSent' as const } };
	const { key, endpoint } = duplicate;
	const item = formatItems([original]);
	if (outcome.kind === 'unknown')
		return blockedBy(key, ERRORS.duplicateUnknown(record, item), 'unknown');
	if (outcome.kind === 'rejected')
		return { kind: 'blocked', error: ERRORS.duplicateFailed, isUnknown: false };
	if (outcome.kind !== 'accepted') return outcome;
	const writeStatus = status?.ok ? status.value.write_status : undefined;
	if (writeStatus === 'FAILURE') {
		const pms = PMS_LABELS[endpoint.pms];
		return blockedBy(key, ERRORS.duplicateRejected(pms, record, item), 'rejected');
	}
	return {
		kind: 'skipped',
		key: key.text,
		status: writeStatus === 'SUCCESS' ? 'SUCCESS' : null,
		isOtherBody: false,
		isDuplicate: true,
	};
}

/** The items that have the same key as an earlier one, with the outcome of that one. */
export function settleDuplicates(
	duplicates: readonly DuplicateItem[],
	submissions: readonly Submission[],
): Submission[] {
	const byItem = new Map(
		submissions.flatMap((submission) =>
			submission.request.items.map((item) => [item, submission] as const),
		),
	);
	return duplicates.map((one) => {
		const request = toRequest([one.duplicate]);
		return { request, outcome: duplicateOutcome(one, request.record, byItem.get(one.original)) };
	});
}
