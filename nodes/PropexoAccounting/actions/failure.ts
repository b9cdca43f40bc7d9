import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

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
export const errorItem = ({ item, message, description, details }: ItemFailure): INodeExecutionData => ({
	json: { error: message, details: { description, ...details } },
	pairedItem: { item },
});
