import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { explain } from '../../transport/errorMessages';
import type { Delivery } from '../../transport/http';
import { type Issue, sentence } from './issues';
import { at } from './itemTag';

/** Why an item failed, in a person's words. */
export interface ItemFailure {
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
 * @param failure why it failed
 */
export const errorItem = ({
	item,
	message,
	description,
	details,
}: ItemFailure): INodeExecutionData => ({
	json: { error: message, details: { description, ...details } },
	pairedItem: { item },
});

/**
 * The failure of an item whose parameters are not right.
 * @param item the index of the input item
 * @param issues what is wrong, one at least
 */
export function badParameters(item: number, issues: readonly Issue[]): ItemFailure {
	const [first = '', ...more] = issues.map(sentence);
	const lines = more.map((line) => `\n• ${line}`).join('');
	return {
		item,
		message: `${first} ${at(item)}`,
		description: more.length
			? `Correct this and:${lines}`
			: 'Correct the parameter and run the node again.',
	};
}

/**
 * The failure of an item for which Propexo was asked in vain.
 * @param item the index of the input item
 * @param delivery what became of the request
 * @param subject what the item names, which Propexo does not know where it answers 404
 */
export function askedInVain(item: number, delivery: Delivery, subject?: string): ItemFailure {
	const { message, description, status } = explain(delivery);
	return {
		item,
		message: `${status === 404 && subject ? `Propexo knows no ${subject}` : message} ${at(item)}`,
		description,
		...(status !== undefined && { status }),
	};
}

/**
 * The failure of an item for which the node could not be run at all.
 * @param item the index of the input item
 * @param error what was thrown, for all items
 */
export function couldNotRun(item: number, error: Error & { description?: unknown }): ItemFailure {
	const { message, description } = error;
	return {
		item,
		message: `${message} ${at(item)}`,
		description:
			typeof description === 'string' && description
				? description
				: 'Correct this and run the node again.',
	};
}
