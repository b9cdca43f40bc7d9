import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { describeFailure } from '../../transport/errorMessages';
import type { HttpOutcome } from '../../transport/http';
import { formatIssue,type Issue } from './issues';
import { itemTag } from './itemTag';

/** Why an item failed, in a person's words. */
export interface ItemError {
	readonly item: number;
	/** What happened, with the field where there is one. */
	readonly message: string;
	/** How to mend it. */
	readonly description: string;
	/** The HTTP status, where an answer of Propexo is the reason. */
	readonly status?: number;
	/** What a workflow can go on with, such as the job id of a write that the PMS refused. */
	readonly details?: IDataObject;
}

/**
 * The output item of a failed item under Continue On Fail. It has the keys by which n8n knows
 * an error item, so that it goes to the error output where there is one.
 */
export const errorItem = ({
	item,
	message,
	description,
	details,
}: ItemError): INodeExecutionData => ({
	json: { error: message, details: { description, ...details } },
	pairedItem: { item },
});

/** The failure of an item whose parameters are not right. */
export function invalidParametersError(item: number, issues: readonly Issue[]): ItemError {
	const [first = '', ...more] = issues.map(formatIssue);
	const lines = more.map((line) => `\n• ${line}`).join('');
	return {
		item,
		message: `${first} ${itemTag(item)}`,
		description: more.length
			? `Correct this and:${lines}`
			: 'Correct the parameter and run the node again.',
	};
}

/** The failure of an item for which Propexo was asked in vain. */
export function requestError(item: number, delivery: HttpOutcome, subject?: string): ItemError {
	const { message, description, status } = describeFailure(delivery);
	return {
		item,
		message: `${status === 404 && subject ? `Propexo knows no ${subject}` : message} ${itemTag(item)}`,
		description,
		...(status !== undefined && { status }),
	};
}

/** The failure of an item for which the node could not be run at all. */
export function executionError(item: number, error: Error & { description?: unknown }): ItemError {
	const { message, description } = error;
	return {
		item,
		message: `${message} ${itemTag(item)}`,
		description:
			typeof description === 'string' && description
				? description
				: 'Correct this and run the node again.',
	};
}
