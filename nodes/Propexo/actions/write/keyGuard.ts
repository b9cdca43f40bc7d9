import type { IExecuteFunctions } from 'n8n-workflow';

import type { Timing } from '../../transport/timing';
import { type DuplicateItem, type KeyedItem, openKeyStore } from './deduplication';
import type { WriteOptions } from './parseOptions';
import { type PlannedRequest, planRequests } from './plan';
import type { ReadyItems } from './preflight';
import type { Submission } from './submit';

/** Items of a run that weren't sent because of their key. */
interface SettledKeys {
	readonly skipped: readonly KeyedItem[];
	readonly unresolvedDuplicates: readonly DuplicateItem[];
}

/** Keeps items whose idempotency key was used before from being sent. */
export interface KeyGuard {
	/** Called right before a request is sent; returns what of it is still to be written, if any. */
	readonly claim?: (request: PlannedRequest) => Promise<PlannedRequest | undefined>;
	readonly settle: (submissions: readonly Submission[]) => Promise<SettledKeys>;
}

const isNotWritten = ({ outcome }: Submission): boolean =>
	['rejected', 'notSent', 'blocked'].includes(outcome.kind);

/** A guard for the run; one that lets everything through where keys aren't in use. */
export async function openKeyGuard(
	context: IExecuteFunctions,
	{ keyed, duplicates }: ReadyItems,
	{ skipAlreadyWritten }: WriteOptions,
	timing: Timing,
): Promise<KeyGuard> {
	if (!skipAlreadyWritten)
		return { settle: async () => ({ skipped: [], unresolvedDuplicates: [] }) };
	const store = await openKeyStore(context, timing);
	const alreadyWritten: KeyedItem[] = [];
	return {
		claim: async ({ items }) => {
			const result = await store.claim(keyed.filter(({ valid }) => items.includes(valid.item)));
			alreadyWritten.push(...result.alreadyWritten);
			return planRequests(result.claimed, items.length)[0];
		},
		settle: async (submissions) => {
			const notWritten = new Set(
				submissions.filter(isNotWritten).flatMap(({ request }) => request.items),
			);
			await store.settle([...notWritten]);
			const isWritten = ({ duplicateOf }: DuplicateItem): boolean => !notWritten.has(duplicateOf);
			return {
				skipped: [...alreadyWritten, ...duplicates.filter(isWritten)],
				unresolvedDuplicates: duplicates.filter((duplicate) => !isWritten(duplicate)),
			};
		},
	};
}
