import type { NodeExecutionHint } from 'n8n-workflow';

import { isKnownStatus,isTerminal } from '../../transport/writeStatus';
import type { Submission } from './output';

const pluralize = (number: number, one: string, more: string): string =>
	number === 1 ? one : `${number} ${more}`;

const hint = (message: string): NodeExecutionHint => ({
	message,
	type: 'warning',
	location: 'outputPane',
});

/** What deserves attention in writes that did not fail. */
export function createHints(reports: readonly Submission[], waited: boolean): NodeExecutionHint[] {
	const accepted = reports.filter(({ outcome }) => outcome.kind === 'accepted');
	const unread = accepted.flatMap(({ unread: why }) => why?.message ?? []);
	const open = accepted.filter(({ status }) => waited && status && !isTerminal(status));
	const pending = open.filter(({ status }) => isKnownStatus(status!));
	const strange = open.flatMap(({ status }) =>
		isKnownStatus(status!) ? [] : [status!.write_status],
	);
	const partial = accepted.filter(({ status }) => status?.write_status === 'PARTIAL_SUCCESS');
	const approvals = new Set(accepted.flatMap(({ planned }) => planned.write.approval ?? []));
	return [
		...(pending.length
			? [
					hint(
						`${pluralize(pending.length, 'One write is', 'writes are')} still PENDING after the wait. Follow the job with Write Job > Wait for Outcome or the trigger, and do not write it again.`,
					),
				]
			: []),
		...(strange.length
			? [
					hint(
						`${pluralize(strange.length, 'One write has', 'writes have')} a state that this node does not know: ${[...new Set(strange)].join(', ')}. Look it up in the PMS before you write it again.`,
					),
				]
			: []),
		...(unread.length
			? [
					hint(
						`The outcome of ${pluralize(unread.length, 'one write', 'writes')} could not be read (${unread[0]!}). Follow the job with Write Job > Wait for Outcome, and do not write it again.`,
					),
				]
			: []),
		...(partial.length
			? [
					hint(
						`${pluralize(partial.length, 'One write was', 'writes were')} taken in part only. Look at "errors" for what is missing, and do not write the whole again.`,
					),
				]
			: []),
		...[...approvals].map(hint),
	];
}
