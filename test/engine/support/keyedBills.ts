import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { billParameters } from './bills';
import { errorOf } from './errorOf';
import type { RunResult } from './runOptions';

/** The parameters of bills whose idempotency key is their number, with further options. */
export const keyedBills = (options: IDataObject = {}): INodeParameters =>
	({
		...billParameters,
		options: { idempotencyKey: '={{ $json.number }}', concurrency: 1, ...options },
	}) as INodeParameters;

/** What a run says of an item: the message of its error, or the status that it passes on. */
export const stateOf = (item: INodeExecutionData): unknown =>
	errorOf(item)?.message ?? (item.json.skipped ? 'skipped' : item.json.write_status);

/** What a run says of each item. */
export const statesOf = ({ items }: Pick<RunResult, 'items'>): unknown[] => items.map(stateOf);

/** The texts of the hints of a run. */
export const hintsOf = ({ run }: RunResult): string[] =>
	Object.values(run.data.resultData.runData)
		.flat()
		.flatMap(({ hints }) => hints ?? [])
		.map(({ message }) => message);
