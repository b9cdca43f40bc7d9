import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { describeFailure } from '../../transport/errorMessages';
import type { ListError } from '../../transport/pagination';
import { type ErrorText, htmlToPlainText, toPlainText } from '../../utils/errorText';
import { ERRORS } from '../messages';
import { itemTag } from './formatItems';
import { formatIssue, type Issue } from './issues';

/** Why an input item failed. */
export interface ItemError extends ErrorText {
	readonly item: number;
	/** What a workflow can use, such as the job ID of a rejected write. */
	readonly details?: IDataObject;
}

/** An error text for one item, which the message names. */
export const forItem = <Text extends ErrorText>(item: number, text: Text): Text & ItemError => ({
	...text,
	item,
	message: `${text.message} ${itemTag(item)}`,
});

/**
 * The output item of a failed item under Continue On Fail. `error` is its only key: n8n before
 * 2.34.6, 2.35.3 and 2.36.0 takes an item with most other keys for a success.
 */
export const errorItem = (error: ItemError): INodeExecutionData => ({
	json: {
		error: { message: error.message, description: toPlainText(error), ...error.details },
	},
	pairedItem: { item: error.item },
});

export const invalidParametersError = (item: number, issues: readonly Issue[]): ItemError =>
	forItem(item, ERRORS.invalidParameters(issues.map(formatIssue)));

/**
 * A read that Propexo didn't answer.
 * @param subject what the item names, such as `vendor 42`; not found where Propexo responds 404
 */
export function requestError(item: number, outcome: ListError, subject?: string): ItemError {
	const text = describeFailure(outcome);
	const isNotFound = text.status === 404 && subject !== undefined;
	return forItem(item, isNotFound ? { ...text, message: ERRORS.notFound(subject) } : text);
}

/** An item for which the node couldn't run at all. */
export function executionError(item: number, error: Error & { description?: unknown }): ItemError {
	const { message, description } = error;
	const hasDescription = typeof description === 'string' && description !== '';
	return forItem(item, {
		message,
		description: hasDescription ? htmlToPlainText(description) : ERRORS.fixAndRun,
	});
}
