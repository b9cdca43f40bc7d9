import { formatItems } from '../../../nodes/Propexo/actions/common/formatItems';
import { SUMMARY } from '../../../nodes/Propexo/actions/messages';
import { fieldLabel } from '../../../nodes/Propexo/catalogue/labels';
import { withReason } from '../../../nodes/Propexo/transport/errorMessages';
import { type ErrorSentences, toHtml } from '../../../nodes/Propexo/utils/errorText';

type Description = Omit<ErrorSentences, 'message'>;

/** The description of an error that stops the node: its own, then a line for each outcome. */
export const descriptionWith = (text: Description, ...summary: readonly string[]): string =>
	toHtml(text) + toHtml({ description: '', bullets: summary });

/** The line that names the accepted jobs, each with its items. */
export const acceptedLine = (
	...jobs: ReadonlyArray<readonly [jobId: string, ...items: number[]]>
): string => SUMMARY.accepted(jobs.map(([job, ...items]) => SUMMARY.job(job, formatItems(items))));

/** What the node says about a status that the sandbox was told to respond with. */
export const injectedStatus = (status: number, text: ErrorSentences): ErrorSentences => ({
	...text,
	description: withReason(text.description, `Injected status ${status}`),
});

/** The label of a field in a row of a list; rows count from 1. */
export const rowLabel = (list: string, row: number, ...field: readonly string[]): string =>
	[fieldLabel(list), `row ${row}`, ...field.map(fieldLabel)].join(', ');
