import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

import { isKnownStatus, isTerminal } from '../../transport/writeStatus';
import { HINTS } from '../messages';
import type { WriteResults } from './output';
import type { WriteOptions } from './parseOptions';
import type { Submission } from './submit';

const toHint = (message: string): NodeExecutionHint => ({
	message,
	type: 'warning',
	location: 'outputPane',
});

const statusHints = (submissions: readonly Submission[], waitForCompletion: boolean): string[] => {
	const accepted = submissions.filter(({ outcome }) => outcome.kind === 'accepted');
	const statuses = accepted.flatMap(({ status }) => (status?.ok ? [status.value] : []));
	const unfinished = statuses.filter((status) => waitForCompletion && !isTerminal(status));
	const pending = unfinished.filter(isKnownStatus);
	const unrecognized = unfinished.filter((status) => !isKnownStatus(status));
	const names = [...new Set(unrecognized.map(({ write_status }) => write_status))];
	const unreadable = accepted.flatMap(({ status }) =>
		status && !status.ok ? [status.error.message] : [],
	);
	const partial = statuses.filter(({ write_status }) => write_status === 'PARTIAL_SUCCESS');
	const approvals = new Set(accepted.flatMap(({ request }) => request.endpoint.approval ?? []));
	return [
		...(pending.length ? [HINTS.pending(pending.length)] : []),
		...(unrecognized.length ? [HINTS.unrecognized(unrecognized.length, names)] : []),
		...(unreadable.length ? [HINTS.unreadable(unreadable.length, unreadable[0]!)] : []),
		...(partial.length ? [HINTS.partial(partial.length)] : []),
		...approvals,
	];
};

const keyHints = (submissions: readonly Submission[]): string[] => {
	const skipped = submissions.flatMap(({ outcome }) =>
		outcome.kind === 'skipped' && !outcome.isDuplicate ? [outcome] : [],
	);
	const unchecked = skipped.filter(({ status }) => status === null);
	const otherBodies = skipped.filter(({ isOtherBody }) => isOtherBody).map(({ key }) => key);
	return [
		...(unchecked.length ? [HINTS.skippedUnchecked(unchecked.length)] : []),
		...(otherBodies.length ? [HINTS.keyOfOtherBody(otherBodies)] : []),
	];
};

const releaseHints = (
	{ released, isInterrupted }: Pick<WriteResults, 'released' | 'isInterrupted'>,
	releaseKeys: readonly string[],
): string[] => {
	const unused = isInterrupted ? [] : releaseKeys.filter((key) => !released.has(key));
	return [
		...(released.size ? [HINTS.released([...released])] : []),
		...(unused.length ? [HINTS.notReleased(unused)] : []),
	];
};

/** What deserves attention in writes that didn't fail. */
export const createHints = (
	results: Omit<WriteResults, 'invalid'>,
	{ waitForCompletion, releaseKeys }: Pick<WriteOptions, 'waitForCompletion' | 'releaseKeys'>,
): string[] => [
	...statusHints(results.submissions, waitForCompletion),
	...keyHints(results.submissions),
	...releaseHints(results, releaseKeys),
];

/** A hint that can't be shown is no reason to keep back what was written. */
export function addHints(context: IExecuteFunctions, create: () => readonly string[]): void {
	try {
		context.addExecutionHints(...create().map(toHint));
	} catch (error) {
		context.logger.warn(`Hints couldn't be added: ${(error as Error).message}`);
	}
}
