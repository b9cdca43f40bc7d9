import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

import { isKnownStatus, isTerminal } from '../../transport/writeStatus';
import { HINTS } from '../messages';
import type { Submission } from './submit';

const toHint = (message: string): NodeExecutionHint => ({
	message,
	type: 'warning',
	location: 'outputPane',
});

/** What deserves attention in writes that didn't fail. */
export function createHints(
	submissions: readonly Submission[],
	waitForCompletion: boolean,
): NodeExecutionHint[] {
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
	].map(toHint);
}

/** A hint that can't be shown is no reason to keep back what was written. */
export function addHints(
	context: IExecuteFunctions,
	submissions: readonly Submission[],
	waitForCompletion: boolean,
): void {
	try {
		context.addExecutionHints(...createHints(submissions, waitForCompletion));
	} catch (error) {
		context.logger.warn(`Hints couldn't be added: ${(error as Error).message}`);
	}
}
